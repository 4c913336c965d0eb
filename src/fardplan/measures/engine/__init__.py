"""One definition, computed by Ibis expressions that mean the same on DuckDB, Spark and PostgreSQL."""
