-- Coroutines: generators, wrap, status, errors inside, yields across pcall and metamethods, permutations, a scheduler.
local function range(n) return coroutine.wrap(function() for i = 1, n do coroutine.yield(i, i * i) end end) end
for i, sq in range(5) do io.write(i, "=", sq, " ") end print()
local co = coroutine.create(function(a, b) print("start", a, b) local c = coroutine.yield(a + b) print("got", c) local d, e = coroutine.yield(c * 2) return d + e end)
print(coroutine.resume(co, 1, 2)) print(coroutine.status(co)) print(coroutine.resume(co, 10)) print(coroutine.resume(co, 3, 4)) print(coroutine.status(co)) print(coroutine.resume(co))
local function permute(a, n) n = n or #a if n <= 1 then coroutine.yield(a) else for i = 1, n do a[n], a[i] = a[i], a[n] permute(a, n - 1) a[n], a[i] = a[i], a[n] end end end
local count, sum = 0, 0 for p in coroutine.wrap(function() permute { 1, 2, 3, 4, 5, 6 } end) do count = count + 1 sum = sum + p[1] * count end print(count, sum)
print(coroutine.resume(coroutine.create(function() error("inside", 0) end))) print(select("#", coroutine.resume(coroutine.create(function() error({}) end))))
co = coroutine.wrap(function() local ok, v = pcall(function() local x = coroutine.yield("in pcall") error("after " .. x, 0) end) coroutine.yield(ok, v) return "end" end)
print(co()) print(co("resume")) print(co()) print(pcall(co))
local mt = setmetatable({}, { __add = function(a, b) return coroutine.yield("adding") + b end, __index = function(_, k) return coroutine.yield("index " .. k) end })
co = coroutine.wrap(function() return mt + 5, mt.key end) print(co()) print(co(37)) print(co("value"))
local queue, trace = {}, {}
local function spawn(name, steps) queue[#queue + 1] = coroutine.create(function() for i = 1, steps do trace[#trace + 1] = name .. i coroutine.yield() end end) end
spawn("a", 3) spawn("b", 1) spawn("c", 4) while #queue > 0 do local c = table.remove(queue, 1) coroutine.resume(c) if coroutine.status(c) ~= "dead" then queue[#queue + 1] = c end end print(table.concat(trace, " "))
local function gen(n) return coroutine.wrap(function() for i = 2, n do coroutine.yield(i) end end) end
local function filter(p, g) return coroutine.wrap(function() for n in g do if n % p ~= 0 then coroutine.yield(n) end end end) end
local x, primes = gen(200), {} while true do local n = x() if not n then break end primes[#primes + 1] = n x = filter(n, x) end print(#primes, primes[#primes])
print(coroutine.isyieldable(), coroutine.running() ~= nil, coroutine.close(coroutine.create(print)), select("#", coroutine.wrap(function() return 1, nil, nil end)()))
local ok, m = pcall(coroutine.wrap(function() local y <close> = setmetatable({}, { __close = function(_, e) print("closing", e) end }) error("boom", 0) end)) print(ok, m)
for i = 1, 2000 do local c = coroutine.wrap(function(v) v = coroutine.yield(v + 1) return v * 2 end) assert(c(i) == i + 1 and c(i) == 2 * i) end print("done")
