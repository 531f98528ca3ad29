# The sample kernels.
