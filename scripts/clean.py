"""Drops the databases of this checkout, before `make clean` removes its files."""

from foundation.database import server
from scripts.run import lock
from scripts.stack import data_folder

if __name__ == "__main__":
    held = lock(data_folder())
    server(data_folder() / "postgres").drop_databases()
    print("· databases dropped")
