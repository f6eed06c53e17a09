"""Twin of `hyperscope.projections.umap.chance`, in whole numbers without end."""


def scramble(number):
    bits = int(number)
    bits = ((bits ^ bits >> 16) * 0x7FEB352D) % 2**32
    bits = ((bits ^ bits >> 15) * 0x846CA68B) % 2**32
    return bits ^ bits >> 16
