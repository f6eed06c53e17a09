"""HDF5 files, AnnData among them."""
