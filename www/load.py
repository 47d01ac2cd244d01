"""Reads a net that LC Lab packed, with NumPy alone: layers = load("net.packed.safetensors"); run(layers, x)."""
import json
import numpy as np
def load(path):
    raw = open(path, "rb").read()
    size = int.from_bytes(raw[:8], "little")
    head, body = json.loads(raw[8 : 8 + size]), raw[8 + size :]
    meta, kinds = head.pop("__metadata__"), {"U8": "u1", "F32": "<f4", "F64": "<f8"}
    assert (meta["format"], meta["version"]) == ("lc-lab-packed", "1"), "this is no packed net, or one of another version"
    data = {name: np.frombuffer(body[slice(*t["data_offsets"])], kinds[t["dtype"]]) for name, t in head.items()}
    whole = lambda key, width, count: np.unpackbits(data[key], bitorder="little")[: width * count].reshape(count, width) @ (1 << np.arange(width))
    layers, groups = json.loads(meta["layers"]), json.loads(meta["groups"])
    for name, group in groups.items():
        stored, these = data.get(name + ".codebook"), np.array(group["these"], "f4")
        values = {"these": lambda: these, "these times the codebook's number": lambda: (these.astype("f8") * stored.astype("f8")).astype("f4"),
                  "the codebook's and 0, ascending": lambda: np.sort(np.append(stored, np.float32(0))), "the codebook's": lambda: stored}[group["values"]]()
        own = [layer for layer in layers if layer["group"] == name]
        weights = np.concatenate([values[whole(layer["name"] + ".codes", group["bits"], layer["inputs"] * layer["outputs"])] for layer in own])
        if group["kept"]:
            weights[whole(name + ".places", group["bits_of_place"], group["kept"])] = data[name + ".kept"]
        for layer in own:  # weights are (outputs, inputs)
            count = layer["inputs"] * layer["outputs"]
            layer["weight"], weights = weights[:count].reshape(layer["outputs"], layer["inputs"]), weights[count:]
            layer["bias"], layer["mean"] = data[layer["name"] + ".bias"], data.get("input.mean") if layer is layers[0] else None
    return layers
def run(layers, x):  # of dense layers; x is (examples, inputs): MNIST's pixels divided by 255, the digits' by 16
    for layer in layers:
        x = (x if layer["mean"] is None else x - layer["mean"]) @ layer["weight"].T + layer["bias"]
        x = {None: lambda x: x, "tanh": np.tanh, "relu": lambda x: np.maximum(x, 0)}[layer["activation"]](x)
    return x
