insert into textbook.outbox (body)
select jsonb_build_object('transferId', $1::uuid, 'payer', $2::bigint, 'payee', $3::bigint, 'amount', $4::bigint)
