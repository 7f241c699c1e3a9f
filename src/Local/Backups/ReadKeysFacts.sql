select null::integer, a.erasure_number from keys.applied_erasure a
