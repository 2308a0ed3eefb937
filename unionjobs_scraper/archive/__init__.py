"""The record from web archives: captures are observed one by one, and folded per source in the order of time.

`files` and `records` read captures from WARC, ARC and WACZ files; `observe` reads one capture with its source's
extractor; `observing` does so for many files, in processes or on a cluster, into Parquet; `fold` makes the record of a
source from all of its observations; `folding` does so side by side; `plan` tells what an index offers.
"""
