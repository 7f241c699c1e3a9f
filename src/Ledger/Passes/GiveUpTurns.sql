-- Every turn of this session; it is the only kind of lock that its session ever holds.
select pg_advisory_unlock_all()
