-- The string library: patterns, substitution, packing, UTF-8, sorting.
local text = "The quick brown fox jumps over the lazy dog 123 times, or 45.67!"
print(#text, text:upper(), text:lower():reverse())
print(text:find("quick"), text:find("%d+"), text:find("o", 20, true), text:find("zzz"), text:match("(%a+) (%a+)$"), text:match("(%d+)%.(%d+)"))
for word, at in text:gmatch("()(%a+)()") do io.write(word, ":", at, " ") end print()
print(text:gsub("%a+", function(w) if #w > 4 then return w:sub(1, 1):upper() .. w:sub(2) end end))
print(text:gsub("(%w+) (%w+)", "%2 %1", 2), ("hello"):gsub("l", { l = "L" }), ("abc"):gsub("", "-"))
print(("x = 1, y = 22"):gsub("(%w+) = (%w+)", "%0 -> %1:%2"), ("%d"):gsub("%%d", "%%s"))
print(string.rep("ab", 5, ","), ("x"):rep(0), ("abc"):byte(1, -1), string.char(72, 105), ("abc"):sub(-2), ("abc"):sub(2, 10), ("abc"):sub(0))
print(("[[nested]]"):match("%[(%b[])%]"), ("f(a(b)c)d"):match("%b()"), ("key=val"):match("^(%w+)=(%w*)$"), ("  trim  "):match("^%s*(.-)%s*$") .. "|")
print(("THE (quick) fox"):find("%((%a+)%)"), ("a.b.c"):gsub("%.", "/"), ("one;two;;four"):gsub(";;", ";nil;"), ("abc123"):match("%f[%d]%d+"))
local packed = string.pack("<i1 i2 i4 i8 >I3 d f z s1", -1, -2, -3, -4, 0x123456, 1.5, 0.25, "zero", "counted")
print(#packed, packed:byte(1, 20), string.unpack("<i1 i2 i4 i8 >I3 d f z s1", packed))
print(string.packsize("i4i8d"), pcall(string.pack, "i1", 200), pcall(string.unpack, "i4", "abc"))
for p, c in utf8.codes("aé€😀") do io.write(p, "=", c, " ") end print(utf8.len("aé€😀"), utf8.char(955, 8364), utf8.offset("aé€", 3), utf8.len("\xff"))
local words = {} for w in text:gmatch("%a+") do words[#words + 1] = w end
table.sort(words, function(a, b) if #a ~= #b then return #a > #b end return a < b end) print(table.concat(words, " "))
print(table.concat({ 1, 2.5, "x" }, "-", 2, 3), select("#", table.unpack({ 1, nil, 3 }, 1, 3)), select(-2, "a", "b", "c"))
print(("%s %q %i"):format(nil, 'a "quoted"\n\0line', 3.0), pcall(string.format, "%d", 3.5), pcall(string.rep, "x", -1))
local parts = {} for i = 1, 2000 do parts[#parts + 1] = string.format("%d:%s", i, string.char(97 + i % 26)) end
local big = table.concat(parts, ",") print(#big, select(2, big:gsub("a", "")), big:sub(5000, 5020))
local h = 5381 for i = 1, #big do h = (h * 33 + big:byte(i)) & 0xffffffff end print(h)
print(load("return 1 + 1")(), load("syntax error here"), #string.dump(function(x) return x * 2 end) > 20, load(string.dump(function(x) return x * 2 end))(21))
print("a\z
       b", "\x41\u{20ac}\065\
next", [[
long]], [==[a]]b]==], #"\0\0", "tab\tend" == 'tab	end')
