"""The checkpoints among the fixtures."""

from tests.readers.places import FIXTURES

TF = FIXTURES / "tf"
SYNTH = FIXTURES / "tf_synth"
