"""TensorFlow checkpoints without TensorFlow: V1, V2 bundles, TF2 object checkpoints, SavedModel variables.

    folder ─▶ location ─▶ bundle (V2) or saved (V1), both on table ─▶ opened: Checkpoint ─▶ entries

`open_checkpoint(path)` gives named tensors as (mapped) arrays; `entries` makes the room's entries of them.
"""
