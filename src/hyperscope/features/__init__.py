"""From a model to vectors: the activations of one of its layers, batch by batch, into a file that may outgrow memory."""

from hyperscope.features.extract import extract as extract
from hyperscope.features.oldkeras import load_keras as load_keras
