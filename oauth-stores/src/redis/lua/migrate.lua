local schema = redis.call('GET', KEYS[1])
if not schema then
  redis.call('SET', KEYS[1], ARGV[1])
elseif schema ~= ARGV[1] then
  return { 'schema', schema }
end
return { 'done' }
