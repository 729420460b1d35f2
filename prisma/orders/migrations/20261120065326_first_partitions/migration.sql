-- A new database begins with the partitions of its first months; the processes make the later ones ahead of time.
SELECT "make_partitions"(now(), 4);
