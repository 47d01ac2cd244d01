"""Writes one small net as NumPy and safetensors do: write_net.py DIRECTORY."""

import io
import pathlib
import sys
import zipfile

import numpy
import safetensors.numpy

folder = pathlib.Path(sys.argv[1])
random = numpy.random.default_rng(5)
weights = [random.uniform(-0.5, 0.5, shape).astype("<f2") for shape in [(64, 12), (12, 10)]]
biases = [random.uniform(-0.5, 0.5, width).astype("<f2") for width in [12, 10]]

# Keras: (inputs, outputs), the first name without a number.
names = ["dense", "dense_1"]


def keras(kind, order="C"):
    arrays = {}
    for name, w, b in zip(names, weights, biases):
        arrays[f"{name}/kernel"] = numpy.asarray(w.astype(kind), order=order)
        arrays[f"{name}/bias"] = b.astype(kind)
    return arrays


numpy.savez(folder / "half.npz", **keras("<f2"))
numpy.savez(folder / "single.npz", **keras("<f4"))
numpy.savez(folder / "double.npz", **keras("<f8"))
numpy.savez(folder / "big-endian.npz", **keras(">f4"))
numpy.savez(folder / "column-major.npz", **keras("<f4", "F"))
numpy.savez_compressed(folder / "compressed.npz", **keras("<f4"))
numpy.savez(folder / "nameless.npz", *[a.astype("<f4") for pair in zip(weights, biases) for a in pair])



class Pipe(io.RawIOBase):
    """What cannot seek: zipfile then writes sizes behind the contents, in 64 bits."""

    def __init__(self):
        self.contents = bytearray()

    def writable(self):
        return True

    def write(self, data):
        self.contents += data
        return len(data)


pipe = Pipe()
with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
    for name, array in keras("<f4").items():
        with archive.open(name + ".npy", "w", force_zip64=True) as member:
            numpy.lib.format.write_array(member, array)
(folder / "streamed.npz").write_bytes(pipe.contents)

# PyTorch: (outputs, inputs).
torch = {}
for i, (w, b) in enumerate(zip(weights, biases)):
    torch[f"net.{2 * i}.weight"] = numpy.ascontiguousarray(w.astype("<f4").T)
    torch[f"net.{2 * i}.bias"] = b.astype("<f4")
safetensors.numpy.save_file(torch, folder / "torch.safetensors")
