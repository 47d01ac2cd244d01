"""Times one exact 1-D k-means of a peer package: cluster.py PACKAGE FILE K -> seconds, squared error."""

import sys
import time

import numpy

package, file, k = sys.argv[1], sys.argv[2], int(sys.argv[3])
values = numpy.fromfile(file, dtype="<f4").astype(numpy.float64)
if package == "ckwrap":
    import ckwrap

    start = time.perf_counter()
    labels = ckwrap.ckmeans(values, k).labels
else:
    import kmeans1d

    start = time.perf_counter()
    labels = kmeans1d.cluster(values, k).clusters
seconds = time.perf_counter() - start
labels = numpy.asarray(labels)
means = numpy.bincount(labels, values, k) / numpy.bincount(labels, minlength=k)
print(seconds, ((values - means[labels]) ** 2).sum())
