local record, keys, aside = KEYS[2], KEYS[3], KEYS[4]
redis.call('ZREM', keys, ARGV[2])
if redis.call('EXISTS', record) == 0 then
  return { 'none' }
end
if redis.call('RENAMENX', record, aside) == 0 then
  return { 'taken' }
end
return { 'done' }
