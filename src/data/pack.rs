//! The files that pages fetch data sets from, and how it is told that they are the right ones: by digests of their contents,
//! because names outlive versions in caches.

/// A file of a data set, gzip, beside the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pack {
    /// Labels and pixels of the digits.
    Digits,
    /// MNIST's training half: labels, then images.
    MnistTrain,
    /// Its test half.
    MnistTest,
}

impl Pack {
    /// Every file.
    pub const ALL: [Self; 3] = [Self::Digits, Self::MnistTrain, Self::MnistTest];

    /// Its address, relative to the page's.
    pub fn file(self) -> &'static str {
        match self {
            Self::Digits => "data/digits.pack",
            Self::MnistTrain => "data/mnist-train.pack",
            Self::MnistTest => "data/mnist-test.pack",
        }
    }

    /// FNV-1a, 64 bits, of its decompressed contents.
    fn digest(self) -> u64 {
        match self {
            Self::Digits => 0x6a5c_f7c9_786b_a501,
            Self::MnistTrain => 0xa1bb_35c5_e181_fcfc,
            Self::MnistTest => 0xe39e_620d_54d9_a123,
        }
    }

    /// Whether these are its decompressed contents.
    pub fn holds(self, contents: &[u8]) -> bool {
        let add = |digest: u64, byte: &u8| (digest ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        contents.iter().fold(0xcbf2_9ce4_8422_2325, add) == self.digest()
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn the_files_beside_the_page_are_the_right_ones_and_no_others() {
        for pack in Pack::ALL {
            // MNIST is not in the repository.
            let Ok(bytes) = std::fs::read(format!("{}/www/{}", env!("CARGO_MANIFEST_DIR"), pack.file()))
            else {
                assert!(pack != Pack::Digits);
                continue;
            };
            let mut contents = Vec::new();
            flate2::read::GzDecoder::new(&bytes[..]).read_to_end(&mut contents).unwrap();
            assert!(pack.holds(&contents), "{pack:?}");
            contents[7] ^= 1;
            assert!(!pack.holds(&contents) && !pack.holds(&[]), "{pack:?}");
        }
        assert!(Pack::Digits.holds(include_bytes!("digits.bin")));
    }
}
