-- How many erasures the region's register holds: their numbers are without gaps.
select coalesce(max(erasure_number), 0) from ledger.erasure
