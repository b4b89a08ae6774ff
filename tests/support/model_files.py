"""Reads model files with the Python packages that they are made for, and prints what it finds as JSON.

    python model_files.py probe
    python model_files.py onnx MODEL.onnx                       checks it, and infers all shapes
    python model_files.py hdf5 MODEL.keras                      the tree of its HDF5, by h5py
    python model_files.py safetensors MODEL.safetensors         its tensors, by the reference reader
    python model_files.py keras MODEL.keras INPUTS OUTPUTS      loads it in Keras and computes INPUTS (f32) to OUTPUTS
"""

import importlib.util
import io
import json
import os
import sys
import zipfile

MODULES = ("h5py", "keras", "onnx", "safetensors", "numpy")


def probe():
    return {name: importlib.util.find_spec(name) is not None for name in MODULES}


def onnx(path):
    import onnx as library

    model = library.load(path)
    library.checker.check_model(model, full_check=True)
    return {"opset": model.opset_import[0].version, "nodes": [node.op_type for node in model.graph.node]}


def hdf5(path):
    import h5py

    with zipfile.ZipFile(path) as archive:
        broken = archive.testzip()
        entries = archive.namelist()
        file = h5py.File(io.BytesIO(archive.read("model.weights.h5")), "r")
    tree = {}

    def visit(name, node):
        is_tensor = isinstance(node, h5py.Dataset)
        tree[name] = {
            **{key: str(value) for key, value in node.attrs.items()},
            **({"shape": list(node.shape), "dtype": str(node.dtype), "sum": float(node[()].sum())} if is_tensor else {}),
        }

    file.visititems(visit)
    return {"entries": entries, "broken": broken, "tree": tree}


def safetensors(path):
    from safetensors import safe_open

    with safe_open(path, framework="numpy") as file:
        tensors = {name: file.get_tensor(name).reshape(-1).tolist() for name in file.keys()}
        return {"metadata": sorted(file.metadata()), "tensors": tensors}


def keras(path, inputs, outputs):
    import keras as library
    import numpy as np

    model = library.saving.load_model(path)
    x = np.fromfile(inputs, dtype="float32").reshape((-1, *model.input_shape[1:]))
    y = np.asarray(model.predict(x, verbose=0), dtype="float32")
    y.tofile(outputs)
    return {"version": library.__version__, "layers": [layer.name for layer in model.layers]}


if __name__ == "__main__":
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    command, *arguments = sys.argv[1:]
    result = {"probe": probe, "onnx": onnx, "hdf5": hdf5, "safetensors": safetensors, "keras": keras}[command](*arguments)
    print(json.dumps(result))
