-- Whether a rotation is due: the open generation is too old, or an earlier rotation was cut short and nobody is at it.
select
    exists (select from keys.generation g where g.retired_at is null and g.made_at <= $1)
    or exists (select from keys.generation g where g.retired_at is not null and g.destroyed_at is null)
