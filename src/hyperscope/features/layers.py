"""A layer of a model, found by name, number or itself, and what flows out of it."""

import sys
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hyperscope.backend import keras
from hyperscope.errors import ParameterError
from hyperscope.features.batches import as_numbers

Activations = Callable[[Any], NDArray[np.floating[Any]]]
POOLS = (None, "gap")
NAMES_SHOWN = 12


def activations(model: Any, layer: Any, pool: str | None) -> Activations:
    """A function from a batch of inputs to (rows, width) float32. Raises `ParameterError` for a layer that is not there."""
    if pool not in POOLS:
        raise ParameterError("'gap' (global average pooling) or None", repr(pool), "", where="pool")
    torch = sys.modules.get("torch")
    if torch is not None and isinstance(model, torch.nn.Module) and not hasattr(model, "layers"):
        flow, channels = _of_torch(torch, model, layer), 1
    elif hasattr(model, "layers") and hasattr(model, "predict_on_batch"):
        flow, channels = _of_keras(model, layer), -1
    else:
        raise ParameterError(
            "a Keras 3 or a PyTorch model", f"a {type(model).__module__}.{type(model).__name__}",
            "Old Keras files open with hyperscope.features.load_keras(path).", where="model",
        )  # fmt: skip
    return lambda inputs: _flat(flow(inputs), pool, channels)


def fingerprint(model: Any, layer: Any) -> str:
    """What tells one extraction from another: the model's name, its size and the layer."""
    name = getattr(model, "name", type(model).__name__)
    weights = (
        model.count_params() if hasattr(model, "count_params") else sum(p.numel() for p in model.parameters())
    )
    return f"{name}, {weights:,} weights, layer {getattr(layer, 'name', None) or _told(layer)}"


def _told(layer: Any) -> str:
    return repr(layer) if isinstance(layer, (str, int)) else type(layer).__name__


def _of_keras(model: Any, layer: Any) -> Callable[[Any], Any]:
    chosen = _chosen(layer, model.layers, [one.name for one in model.layers])
    part = keras().Model(model.inputs, chosen.output)
    return lambda inputs: part.predict_on_batch(as_numbers(inputs))


def _of_torch(torch: Any, model: Any, layer: Any) -> Callable[[Any], Any]:
    named = [(name, module) for name, module in model.named_modules() if name]
    leaves = [module for _, module in named if not any(True for _ in module.children())]
    chosen = (
        _chosen(layer, leaves, [name for name, module in named if module in leaves])
        if isinstance(layer, int)
        else _chosen(layer, [module for _, module in named], [name for name, _ in named])
    )
    device = next(iter(model.parameters()), torch.zeros(0)).device

    def flow(inputs: Any) -> Any:
        caught: list[Any] = []
        hook = chosen.register_forward_hook(lambda _module, _inputs, output: caught.append(output))
        learning = model.training
        try:
            model.eval()
            with torch.inference_mode():
                model(torch.as_tensor(inputs).to(device))
        finally:
            hook.remove()
            model.train(learning)
        if not caught:
            raise ParameterError(
                "a layer that the inputs pass through", "one that they pass by", "", where="layer"
            )
        return caught[-1][0] if isinstance(caught[-1], tuple) else caught[-1]

    return flow


def _chosen(layer: Any, layers: Sequence[Any], names: Sequence[str]) -> Any:
    if isinstance(layer, int) and -len(layers) <= layer < len(layers):
        return layers[layer]
    if isinstance(layer, str) and layer in names:
        return layers[list(names).index(layer)]
    for one in layers:
        if one is layer:
            return one
    shown = ", ".join(names[-NAMES_SHOWN:])
    more = "… " if len(names) > NAMES_SHOWN else ""
    raise ParameterError(
        f"one of its {len(layers)} layers: {more}{shown}",
        _told(layer),
        "Name it, or count: -1 is the last.",
        where="layer",
    )


def _flat(output: Any, pool: str | None, channels: int) -> NDArray[np.floating[Any]]:
    """(rows, width) float32; `channels` is the axis that pooling keeps."""
    numbers = as_numbers(output).astype(np.float32, copy=False)
    if pool == "gap" and numbers.ndim > 2:
        kept = channels % numbers.ndim
        numbers = numbers.mean(axis=tuple(axis for axis in range(1, numbers.ndim) if axis != kept))
    return numbers.reshape(len(numbers), -1)
