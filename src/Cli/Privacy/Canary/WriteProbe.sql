insert into public.canary_probe (words, bytes) values ($1, $2)
