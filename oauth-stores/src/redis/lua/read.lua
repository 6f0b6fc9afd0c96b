if redis.call('EXISTS', KEYS[2]) == 0 then
  return { 'none' }
end
local record = redis.call('HMGET', KEYS[2], 'revision', 'value')
return { 'record', record[1] or '', record[2] or '' }
