-- What the server's own SQL says of the time, moved by the file that also moves core.clock:
-- these stand before pg_catalog in the search path of the scenario's database.
CREATE FUNCTION public.ahead() RETURNS interval LANGUAGE sql STABLE AS
  $$ SELECT make_interval(secs => pg_read_file(':AHEAD')::float8) $$;
CREATE FUNCTION public.now() RETURNS timestamptz LANGUAGE sql STABLE AS
  $$ SELECT pg_catalog.now() + public.ahead() $$;
CREATE FUNCTION public.clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE AS
  $$ SELECT pg_catalog.clock_timestamp() + public.ahead() $$;
CREATE VIEW public.pg_stat_activity AS
  SELECT datname, pid, backend_type, xact_start + public.ahead() AS xact_start
  FROM pg_catalog.pg_stat_activity;
ALTER DATABASE app SET search_path = public, pg_catalog;
