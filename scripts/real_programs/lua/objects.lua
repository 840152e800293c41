-- Tables, metatables, closures, inheritance, varargs, goto, integer keys, length and the garbage collector.
local V = {} V.__index = V
local function vec(x, y) return setmetatable({ x = x, y = y }, V) end
V.__add = function(a, b) return vec(a.x + b.x, a.y + b.y) end
V.__mul = function(a, b) return type(a) == "number" and vec(a * b.x, a * b.y) or a.x * b.x + a.y * b.y end
V.__eq = function(a, b) return a.x == b.x and a.y == b.y end
V.__lt = function(a, b) return a * a < b * b end
V.__le = function(a, b) return a * a <= b * b end
V.__tostring = function(v) return "(" .. v.x .. ", " .. v.y .. ")" end
V.__len = function() return 2 end
V.__call = function(v, k) return v[k] end
V.__concat = function(a, b) return tostring(a) .. tostring(b) end
V.__unm = function(v) return vec(-v.x, -v.y) end
V.__idiv = function(a, n) return vec(a.x // n, a.y // n) end
V.__close = function(v) print("closed", v) end
local a, b = vec(1, 2), vec(3, 4)
print(tostring(a + b), a * b, tostring(2 * a), a == vec(1, 2), a < b, a >= b, #a, a "x", a .. b, tostring(-a), tostring(b // 2))
do local c <close> = vec(9, 9) local k <const> = 5 print("inside", k) end
local Base = {} Base.__index = Base function Base.new(c, n) return setmetatable({ n = n }, c) end function Base:hello() return "base " .. self.n end
local Derived = setmetatable({}, { __index = Base }) Derived.__index = Derived function Derived:hello() return "derived, " .. Base.hello(self) end
print(Base:new(1):hello(), Derived:new(2):hello(), getmetatable(Derived:new(3)) == Derived)
local log = {} local proxy = setmetatable({}, { __index = function(_, k) log[#log + 1] = "get " .. k return k .. "!" end, __newindex = function(t, k, v) log[#log + 1] = "set " .. k rawset(t, k, v) end })
local _ = proxy.foo proxy.bar = 1 proxy.bar = 2 _ = proxy.bar print(table.concat(log, ";"), rawget(proxy, "foo"), rawlen({ 1, 2 }), rawequal(a, a))
local function counter() local n = 0 return function(by) n = n + (by or 1) return n end end
local c1, c2 = counter(), counter() c1() c1(10) print(c1(), c2())
local fs = {} for i = 1, 3 do fs[i] = function() i = i + 1 return i end end print(fs[1](), fs[1](), fs[2](), fs[3]())
local function pack2(...) local n = select("#", ...) return n, (...), ... end print(pack2(nil, 2, nil)) print((pack2(1, 2)))
local t = { 10, 20, 30, nil, 50, n = 5, [2.0] = "two", [1 << 40] = "far", [-1] = "neg" } print(t[2], #t == 5 or #t == 3, t[1 << 40], t[-1], next({}), t.n)
t = {} for i = 1, 1000 do t[i] = i end for i = 1, 1000, 3 do t[i] = nil end local n, s = 0, 0 for k, v in pairs(t) do n = n + 1 s = s + v * k end print(n, s)
t = { 5, 3, 8, 1 } table.insert(t, 4) table.insert(t, 1, 9) print(table.remove(t), table.remove(t, 1), table.concat(t, ",")) table.sort(t) print(table.concat(t, ",")) print(table.unpack(table.move(t, 1, 3, 3)))
for i = 1, 3 do for j = 1, 3 do if j == 2 then goto continue end io.write(i, ":", j, " ") ::continue:: end end print()
do local i = 1 ::top:: if i <= 3 then io.write(i, " ") i = i + 1 goto top end print() end
local weak = setmetatable({}, { __mode = "v" }) weak[1] = {} weak[2] = a collectgarbage() print(weak[1], weak[2] == a)
local freed = 0 for _ = 1, 100 do setmetatable({}, { __gc = function() freed = freed + 1 end }) end collectgarbage() collectgarbage() print(freed)
collectgarbage("generational") local keep = {} for i = 1, 20000 do keep[i % 100 + 1] = { i, tostring(i) } end collectgarbage("incremental") print(#keep, keep[1][2])
local function deep(k) if k == 0 then return 0 end return 1 + deep(k - 1) end print(deep(10000))
local function tail(k, acc) if k == 0 then return acc end return tail(k - 1, acc + k) end print(tail(100000, 0))
print((pcall(error, { code = 5 })), select(2, pcall(error, { code = 5 })).code == 5, pcall(error, "message", 0), pcall(error))
print(xpcall(function() local x = nil; return x.field end, function(m) return "handled: " .. m:gsub("^.-:%d+: ", "") end))
print(select(2, pcall(function() local t = setmetatable({}, { __index = function(_, k) error("no " .. k, 0) end }) return t.key end)))
