-- The assets of one region. A row never changes: amounts everywhere are read by its scale.
create schema ledger;

create table ledger.asset (
    code text primary key check (code ~ '^[A-Z][A-Z0-9]{1,11}$'),
    scale smallint not null check (scale between 0 and 9),
    created_at timestamptz not null
);

insert into ledger.asset (code, scale, created_at) values
    ('EUR', 2, now()), ('USD', 2, now()), ('CZK', 2, now()), ('JPY', 0, now()), ('KWD', 3, now()), ('DREAM', 8, now());
