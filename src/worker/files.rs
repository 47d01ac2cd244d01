//! Fetches data sets' files to a worker, decompressing them as they arrive.

use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DedicatedWorkerGlobalScope, ReadableStream, ReadableStreamDefaultReader, Response};

use crate::data::{Digits, Mnist};

// web-sys counts this one as unstable.
#[wasm_bindgen]
extern "C" {
    type DecompressionStream;
    #[wasm_bindgen(catch, constructor)]
    fn new(format: &str) -> Result<DecompressionStream, JsValue>;

    type Pipe;
    #[wasm_bindgen(catch, method, js_name = pipeThrough)]
    fn pipe_through(this: &Pipe, through: &DecompressionStream) -> Result<ReadableStream, JsValue>;
}

/// Beside the worker's script: each half's labels and images, gzip.
const TRAIN: &str = "data/mnist-train.pack";
const TEST: &str = "data/mnist-test.pack";
/// Images in the preview.
const PREVIEW: usize = 60;

/// The digits, gzip.
const DIGITS: &str = "data/digits.pack";

/// Fetches and reads the digits.
pub async fn fetch_digits(scope: &DedicatedWorkerGlobalScope) -> Result<Digits, String> {
    let bytes = fetch(scope, DIGITS, |_| {}).await?;
    Digits::new(&bytes).map_err(|error| error.to_string())
}

/// Fetches and reads both halves; `told` hears of the training half's progress: bytes there, bytes
/// to come, and once the first images.
pub async fn fetch_mnist(
    scope: &DedicatedWorkerGlobalScope,
    mut told: impl FnMut(u32, u32, Option<Vec<u8>>),
) -> Result<Mnist, String> {
    let mut preview = true;
    let train = fetch(scope, TRAIN, |bytes| {
        let images = Mnist::first_images(bytes, PREVIEW).filter(|_| preview).map(<[u8]>::to_vec);
        preview &= images.is_none();
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        told(count(bytes.len()), Mnist::announced(bytes).map_or(0, count), images);
    })
    .await?;
    let test = fetch(scope, TEST, |_| {}).await?;
    Mnist::new(train, test).map_err(|error| error.to_string())
}

/// The decompressed contents of a file; `told` sees them grow.
async fn fetch(
    scope: &DedicatedWorkerGlobalScope,
    url: &str,
    mut told: impl FnMut(&[u8]),
) -> Result<Vec<u8>, String> {
    let why = |error: JsValue| format!("{url}: {}", super::said(&error));
    let response: Response = JsFuture::from(scope.fetch_with_str(url)).await.map_err(why)?.unchecked_into();
    let body = response.body().filter(|_| response.ok());
    let body = body.ok_or_else(|| format!("{url}: status {}", response.status()))?;
    let gzip = DecompressionStream::new("gzip").map_err(why)?;
    let plain = body.unchecked_into::<Pipe>().pipe_through(&gzip).map_err(why)?;
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
