local answer = { 'keys' }
for _, member in ipairs(redis.call('ZRANGEBYLEX', KEYS[2], ARGV[2], ARGV[3], 'LIMIT', 0, ARGV[4])) do
  answer[#answer + 1] = member
end
return answer
