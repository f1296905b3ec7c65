"""How are the weights of a net learned?

Pages as arrays go in, the weights of one `Net` come out (as float32 arrays by name). The same layers
as `tasks.structuring.role_model.forward`, in JAX, with AdamW. Seeded; one thread.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Final, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
import optax
from numpy.typing import NDArray

from tasks.structuring.features import WORDS_SEEN, PageFeatures

BUCKETS: Final = (32, 64, 128, 256, 512, 1024, 2048)
BATCH_LINES: Final = 1024
Arrays = dict[str, Any]


class Shape(NamedTuple):
    """What can be chosen about a net and its training."""

    hidden: int = 64
    words: int = 32
    first_words: int = 16
    reaches: tuple[int, ...] = (1, 1, 2, 4, 8, 16)
    epochs: int = 24
    rate: float = 2e-3
    decay: float = 1e-2
    word_dropout: float = 0.2
    dropout: float = 0.15


class Page(NamedTuple):
    """One page with its targets; weight 0 hides a line from a loss."""

    features: PageFeatures
    roles: NDArray[np.int32]
    body: NDArray[np.float32]
    title: int  # index of the title's line, -1 for none, -2 for unknown
    role_weights: NDArray[np.float32]
    body_weights: NDArray[np.float32]


def train(
    pages: Sequence[Page],
    more: Callable[[int], Sequence[Page]] | None,
    role_count: int,
    vocabulary_size: int,
    width: int,
    shape: Shape,
    seed: int,
) -> Arrays:
    """Weights of one net, learned from the pages and, where given, from `more(epoch)`; `width` features are used."""
    matrix = np.concatenate([page.features.matrix[:, :width] for page in pages])
    mean, spread = matrix.mean(axis=0), matrix.std(axis=0)
    scale = np.where(spread > 1e-6, 1 / np.maximum(spread, 1e-6), 0).astype(np.float32)
    random = np.random.default_rng(seed)
    weights = _fresh(random, role_count, vocabulary_size, width, shape)
    buckets = _buckets(pages, mean, scale, width)
    steps = shape.epochs * (2 if more else 1) * len(_draw(buckets, random))
    schedule = optax.warmup_cosine_decay_schedule(0, shape.rate, steps // 20, steps, shape.rate / 50)
    optimizer = optax.chain(optax.clip_by_global_norm(1.0), optax.adamw(schedule, weight_decay=shape.decay))
    state = optimizer.init(weights)

    def learn_from(weights: Arrays, state: Any, batch: Arrays, key: Any) -> tuple[Arrays, Any, Any]:
        value, slopes = jax.value_and_grad(partial(_loss, shape))(weights, batch, key)
        changes, state = optimizer.update(slopes, state, weights)
        return optax.apply_updates(weights, changes), state, value

    step = jax.jit(learn_from)
    key = jax.random.PRNGKey(seed)
    for epoch in range(shape.epochs):
        for blocks in (buckets, _buckets(more(epoch), mean, scale, width)) if more else (buckets,):
            for bucket, rows in _draw(blocks, random):
                key, now = jax.random.split(key)
                batch = {name: values[rows] for name, values in blocks[bucket].items()}
                weights, state, _ = step(weights, state, batch, now)
    out = {name: np.asarray(value) for name, value in weights.items()}
    return {**out, "mean": mean, "scale": scale, "reaches": np.asarray(shape.reaches, dtype=np.int32)}


def _fresh(random: np.random.Generator, role_count: int, vocabulary_size: int, width: int, shape: Shape) -> Arrays:
    def matrix(rows: int, columns: int, gain: float = 2.0) -> NDArray[np.float32]:
        drawn = random.standard_normal((rows, columns)) * np.sqrt(gain / rows)
        return np.asarray(drawn, dtype=np.float32)

    size, entering = shape.hidden, width + shape.words + shape.first_words
    weights = {
        "words": (random.standard_normal((vocabulary_size + 1, shape.words)) * 0.1).astype(np.float32),
        "first_words": (random.standard_normal((vocabulary_size + 1, shape.first_words)) * 0.1).astype(np.float32),
        "enter": matrix(entering, size),
        "enter_bias": np.zeros(size, dtype=np.float32),
        "page": matrix(2 * size, size, 0.2),
        "page_bias": np.zeros(size, dtype=np.float32),
        "leave": matrix(size, role_count + 2, 0.5),
        "leave_bias": np.zeros(role_count + 2, dtype=np.float32),
    }
    for i, _ in enumerate(shape.reaches):
        weights[f"layer{i}"] = matrix(3 * size, size, 0.5)
        weights[f"layer{i}_bias"] = np.zeros(size, dtype=np.float32)
    return weights


def _buckets(pages: Sequence[Page], mean: Any, scale: Any, width: int) -> dict[int, Arrays]:
    """Pages of like length as one block, padded; an empty page stands last. Longer ones are cut at the last bucket."""
    groups: dict[int, list[Page]] = {}
    for page in pages:
        length = len(page.roles)
        groups.setdefault(next((b for b in BUCKETS if b >= length), BUCKETS[-1]), []).append(page)
    return {b: _stack(members, len(members) + 1, b, mean, scale, width) for b, members in sorted(groups.items())}


def _draw(buckets: Mapping[int, Arrays], random: np.random.Generator) -> list[tuple[int, NDArray[np.int64]]]:
    """One epoch's batches in random order: (bucket, rows); a bucket's last batch is filled with empty pages."""
    out = []
    for bucket, block in buckets.items():
        size, empty = max(1, BATCH_LINES // bucket), len(block["title"]) - 1
        rows = random.permutation(empty)
        rows = np.append(rows, np.full(-empty % size, empty))
        out += [(bucket, rows[start : start + size]) for start in range(0, len(rows), size)]
    return [out[place] for place in random.permutation(len(out))]


def _stack(pages: Sequence[Page], size: int, bucket: int, mean: Any, scale: Any, width: int) -> Arrays:
    out: Arrays = {
        "dense": np.zeros((size, bucket, width), dtype=np.float32),
        "words": np.zeros((size, bucket, WORDS_SEEN), dtype=np.int16),
        "first": np.zeros((size, bucket), dtype=np.int16),
        "mask": np.zeros((size, bucket), dtype=np.float32),
        "roles": np.zeros((size, bucket), dtype=np.int32),
        "body": np.zeros((size, bucket), dtype=np.float32),
        "title": np.full(size, -2, dtype=np.int32),
        "role_weights": np.zeros((size, bucket), dtype=np.float32),
        "body_weights": np.zeros((size, bucket), dtype=np.float32),
    }
    for row, page in enumerate(pages):
        n = min(len(page.roles), bucket)
        out["dense"][row, :n] = np.clip((page.features.matrix[:n, :width] - mean) * scale, -5, 5)
        out["first"][row, :n], out["mask"][row, :n] = page.features.first_words[:n], 1
        out["roles"][row, :n], out["body"][row, :n] = page.roles[:n], page.body[:n]
        out["role_weights"][row, :n], out["body_weights"][row, :n] = page.role_weights[:n], page.body_weights[:n]
        out["title"][row] = page.title if page.title < n else -2
        seen = page.features.word_lines < n
        words, lines = page.features.words[seen], page.features.word_lines[seen]
        sizes = np.bincount(lines, minlength=n)
        out["words"][row, lines, np.arange(len(lines)) - (np.cumsum(sizes) - sizes)[lines]] = words
    return out


def logits(weights: Arrays, batch: Arrays, reaches: Sequence[int], drop: Any = None, word_drop: Any = None) -> Any:
    """Pages × lines × outputs; `drop` and `word_drop` thin out what the net sees while it learns."""
    mask = batch["mask"][..., None]
    ids = batch["words"].astype(jnp.int32)
    held = (ids > 0).astype(jnp.float32)
    first = batch["first"].astype(jnp.int32)
    seen = held if word_drop is None else held * word_drop[0]
    first = first if word_drop is None else first * word_drop[1].astype(jnp.int32)
    said = jnp.einsum("plwe,plw->ple", weights["words"][ids], seen) / jnp.sqrt(held.sum(-1) + 1.0)[..., None]
    entering = jnp.concatenate([batch["dense"], said, weights["first_words"][first]], axis=-1)
    hidden = jax.nn.relu(entering @ weights["enter"] + weights["enter_bias"]) * mask
    for i, reach in enumerate(reaches):
        above = jnp.pad(hidden, ((0, 0), (reach, 0), (0, 0)))[:, :-reach]
        below = jnp.pad(hidden, ((0, 0), (0, reach), (0, 0)))[:, reach:]
        around = jnp.concatenate([above, hidden, below], axis=-1)
        new = jax.nn.relu(around @ weights[f"layer{i}"] + weights[f"layer{i}_bias"])
        hidden = (hidden + (new if drop is None else new * drop[i])) * mask
    count = jnp.maximum(batch["mask"].sum(1), 1)[:, None]
    whole = jnp.concatenate([hidden.sum(1) / count, jnp.where(mask > 0, hidden, -1e9).max(1)], axis=-1)
    whole = jnp.where(batch["mask"].sum(1)[:, None] > 0, whole, 0)
    hidden = jax.nn.relu(hidden + (whole @ weights["page"] + weights["page_bias"])[:, None])
    return hidden @ weights["leave"] + weights["leave_bias"]


def _loss(shape: Shape, weights: Arrays, batch: Arrays, key: Any) -> Any:
    lines = batch["mask"].shape
    keys = jax.random.split(key, 3)
    kept = 1 - shape.dropout
    drop = jax.random.bernoulli(keys[0], kept, (len(shape.reaches), lines[0], 1, shape.hidden)) / kept
    words = jax.random.bernoulli(keys[1], 1 - shape.word_dropout, batch["words"].shape)
    first = jax.random.bernoulli(keys[2], 1 - shape.word_dropout, lines)
    out = logits(weights, batch, shape.reaches, drop, (words.astype(jnp.float32), first))
    count = out.shape[-1] - 2
    shares = jax.nn.log_softmax(out[..., :count])
    roles = -jnp.take_along_axis(shares, batch["roles"][..., None], -1)[..., 0]
    body = optax.sigmoid_binary_cross_entropy(out[..., count], batch["body"])
    title = jnp.where(batch["mask"] > 0, out[..., count + 1], -1e9)
    total = jax.nn.logsumexp(jnp.concatenate([title, jnp.zeros((lines[0], 1))], axis=1), axis=1)
    right = jnp.take_along_axis(title, jnp.maximum(batch["title"], 0)[:, None], 1)[:, 0]
    title_loss = jnp.where(batch["title"] >= 0, total - right, jnp.where(batch["title"] == -1, total, 0))
    pages = jnp.maximum((batch["mask"].sum(1) > 0).sum(), 1)
    summed = (roles * batch["role_weights"]).sum() + 2 * (body * batch["body_weights"]).sum() + 0.3 * title_loss.sum()
    return summed / pages


def named(weights: Mapping[str, Any], prefix: str) -> dict[str, NDArray[Any]]:
    """The weights as they stand in the npz file: half precision, but for what scales the features."""
    exact = ("mean", "scale", "reaches")
    return {
        f"{prefix}.{name}": np.asarray(value) if name in exact else np.asarray(value).astype(np.float16)
        for name, value in weights.items()
    }
