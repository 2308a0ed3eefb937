"""The first step of a replay on Apache Spark: `spark-submit spark.py OUT FILE [FILE …]`, this package on every worker.

The files and `OUT` are on a disk that every worker sees. Each task observes one part of a file by the function that
processes and Dask use, and writes the same Parquet files; one that Spark repeats, or runs twice, leaves the same rows.
The second step is `scrapy replay --observations OUT`, where the database is. PySpark is in no extra: a cluster brings
its own.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

from unionjobs_scraper.archive.files import found_files, parts
from unionjobs_scraper.archive.observing import observe_part


def main(out: str, *paths: str) -> None:
    """Observes files of archives into the Parquet files of a folder."""
    tasks = [part for path in found_files(map(Path, paths)) for part in parts(path)]
    session = import_module("pyspark.sql").SparkSession.builder.appName("unionjobs observe").getOrCreate()
    done = session.sparkContext.parallelize(tasks, len(tasks)).map(lambda part: observe_part(part, out)).collect()
    print(f"{sum(each.captures for each in done):,} captures of {len(tasks):,} parts")


if __name__ == "__main__":
    main(*sys.argv[1:])
