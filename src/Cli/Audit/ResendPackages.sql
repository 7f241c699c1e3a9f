-- $2: this package, whether it was delivered or not; without it all that wait for an operator. Those that are on their
-- way already are sent at once. A receipt that is kept stays until there is another.
update ledger.audit_package
set state = 'stored', try_count = 0, next_try_at = clock_timestamp(), failure = null
where institution = $1
  and case when $2::bigint is null then state = 'dead'
      else package_number = $2 and state in ('stored', 'dead', 'delivered') end
