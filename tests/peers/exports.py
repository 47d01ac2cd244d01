"""What others' programs make of an exported net: exports.py FOLDER WIDTH READER, where FOLDER has `inputs` (singles), and
`outputs`, ours, and READER has `load.py`. Prints of every file how many answers differ from ours and by how much outputs do."""

import pathlib
import sys

import numpy
import onnx
import onnxruntime
import safetensors.numpy

folder, width = pathlib.Path(sys.argv[1]), int(sys.argv[2])
sys.path.append(sys.argv[3])
import load

inputs = numpy.fromfile(folder / "inputs", "<f4").reshape(-1, width)
ours = numpy.fromfile(folder / "outputs", "<f4").reshape(len(inputs), -1)


def tell(name, outputs):
    differ = int((outputs.argmax(1) != ours.argmax(1)).sum())
    print(name, len(outputs), differ, float(abs(outputs - ours).max() / abs(ours).max()))


dense = safetensors.numpy.load_file(folder / "net.safetensors")
archive = numpy.load(folder / "net.npz")
layers = load.load(folder / "net.packed.safetensors")
for layer in layers:
    for part in ["weight", "bias"]:
        key = layer["name"] + "." + part
        whole = dense[key]
        assert whole.dtype == numpy.float32 and whole.tobytes() == archive[key].tobytes(), key
        assert layer[part].astype("<f4").tobytes() == whole.tobytes(), key
with safetensors.safe_open(folder / "net.packed.safetensors", "numpy") as file:
    assert file.metadata()["format"] == "lc-lab-packed" and "link" in file.metadata()
tell("packed", load.run(layers, inputs))

for name in ["exact", "fast"]:
    path = folder / f"net.{name}.onnx"
    if not path.exists():
        continue
    model = onnx.load(path)
    onnx.checker.check_model(model, full_check=True)
    assert {"link", "digest_of_weights"} <= {entry.key for entry in model.metadata_props}
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    tell(name, session.run(["logits"], {"input": inputs})[0])
    # The number of examples is free.
    assert session.run(None, {"input": inputs[:3]})[0].shape == (3, ours.shape[1])
