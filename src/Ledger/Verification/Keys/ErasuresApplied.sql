-- $2: the last erasure that the register had before, but for those of the last seconds.
select count(*), count(*) filter (where a.erasure_number < $2),
    (array_agg(array['keys.applied_erasure', format('says %s; the register has %s', a.erasure_number, $2)])
        filter (where a.erasure_number < $2))[1:$1]
from keys.applied_erasure a
