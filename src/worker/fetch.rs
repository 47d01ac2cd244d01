//! Fetches data sets' files to where runs are computed, decompressing them as they arrive.

use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReadableStream, ReadableStreamDefaultReader, Response};

use super::desk::Files;
use crate::data::{Digits, Mnist, Pack};
use crate::experiment::DataKind;
use crate::protocol::{BUILD, FileTrouble};

// web-sys counts this one as unstable.
#[wasm_bindgen]
extern "C" {
    type DecompressionStream;
    #[wasm_bindgen(catch, constructor)]
    fn new(format: &str) -> Result<DecompressionStream, JsValue>;

    type Pipe;
    #[wasm_bindgen(catch, method, js_name = pipeThrough)]
    fn pipe_through(this: &Pipe, through: &DecompressionStream) -> Result<ReadableStream, JsValue>;

    /// Where a file of the page is, in the page as in its workers.
    #[wasm_bindgen(js_name = lcLabAt)]
    fn address_of(name: &str) -> String;
    #[wasm_bindgen(js_name = fetch)]
    fn ask(url: &str) -> js_sys::Promise;
}

/// Asks for a file of the page.
pub(crate) fn fetched(name: &str) -> js_sys::Promise {
    ask(&address_of(name))
}

/// What a fetched file is when it is unpacked; `format` is the browser's word for how it is packed.
pub(crate) fn unpacked(body: ReadableStream, format: &str) -> Result<ReadableStream, JsValue> {
    body.unchecked_into::<Pipe>().pipe_through(&DecompressionStream::new(format)?)
}

/// Images in the preview.
const PREVIEW: usize = 60;

/// Fetches and reads a data set's files; `told` hears of the progress of large ones: bytes there, bytes to come, and once
/// the first images.
pub async fn fetch_files(
    kind: DataKind,
    mut told: impl FnMut(u32, u32, Option<Vec<u8>>),
) -> Result<Files, FileTrouble> {
    let other = |pack: Pack| FileTrouble::Other { file: pack.file().to_owned() };
    if kind != DataKind::Mnist {
        let bytes = fetch(Pack::Digits, |_| {}).await?;
        return Digits::new(&bytes).map(Files::Digits).map_err(|_| other(Pack::Digits));
    }
    let mut preview = true;
    let train = fetch(Pack::MnistTrain, |bytes| {
        let images = Mnist::first_images(bytes, PREVIEW).filter(|_| preview).map(<[u8]>::to_vec);
        preview &= images.is_none();
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        told(count(bytes.len()), Mnist::announced(bytes).map_or(0, count), images);
    })
    .await?;
    let test = fetch(Pack::MnistTest, |_| {}).await?;
    Mnist::new(train, test).map(|mnist| Files::Mnist(Box::new(mnist))).map_err(|_| other(Pack::MnistTrain))
}

/// The decompressed contents of a file; `told` sees them grow. A file of another version is fetched anew once, past caches.
async fn fetch(pack: Pack, mut told: impl FnMut(&[u8])) -> Result<Vec<u8>, FileTrouble> {
    for url in [pack.file().to_owned(), format!("{}?{BUILD}", pack.file())] {
        let bytes = fetch_once(&url, &mut told).await?;
        if pack.holds(&bytes) {
            return Ok(bytes);
        }
    }
    Err(FileTrouble::Other { file: pack.file().to_owned() })
}

async fn fetch_once(url: &str, told: &mut impl FnMut(&[u8])) -> Result<Vec<u8>, FileTrouble> {
    let why = |error: JsValue| FileTrouble::Interrupted { file: url.to_owned(), said: super::said(&error) };
    let response: Response = JsFuture::from(fetched(url)).await.map_err(why)?.unchecked_into();
    let body = response.body().filter(|_| response.ok());
    let body =
        body.ok_or_else(|| FileTrouble::Missing { file: url.to_owned(), status: response.status() })?;
    let plain = unpacked(body, "gzip").map_err(why)?;
    let reader: ReadableStreamDefaultReader = plain.get_reader().unchecked_into();
    let mut bytes = Vec::new();
    loop {
        let chunk = JsFuture::from(reader.read()).await.map_err(why)?;
        if let Ok(value) = Reflect::get(&chunk, &"value".into())
            && let Ok(value) = value.dyn_into::<Uint8Array>()
        {
            let start = bytes.len();
            bytes.resize(start + value.length() as usize, 0);
            value.copy_to(&mut bytes[start..]);
            told(&bytes);
        }
        if Reflect::get(&chunk, &"done".into()).is_ok_and(|done| done.is_truthy()) {
            return Ok(bytes);
        }
    }
}
