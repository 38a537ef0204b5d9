#include "rules/lua/bytecode.h"

#include <cstdint>
#include <cstring>
#include <set>
#include <utility>

namespace crosswalk::rules {
namespace {

// Lua 5.4's ldump.c and lopcodes.h.
constexpr std::string_view header = "\x1bLua\x54";
constexpr std::size_t header_size = 4 + 1 + 1 + 6 + 3 + 8 + 8;
constexpr std::uint32_t opcode_mask = 0x7f;
constexpr std::uint32_t op_setupval = 10;
constexpr int absolute_line = -0x80;

class Reader {
 public:
  explicit Reader(std::string_view dump) : dump_(dump) {}

  bool good() const { return good_; }
  void skip(std::size_t bytes) {
    if (bytes > dump_.size() - at_) {
      good_ = false;
      at_ = dump_.size();
    } else {
      at_ += bytes;
    }
  }
  std::uint8_t byte() {
    const std::size_t before = at_;
    skip(1);
    return good_ ? static_cast<std::uint8_t>(dump_[before]) : 0;
  }
  std::size_t size() {
    std::size_t value = 0;
    for (int digits = 0; digits < 10 && good_; ++digits) {
      const std::uint8_t next = byte();
      value = (value << 7) | (next & 0x7fU);
      if ((next & 0x80U) != 0) return value;
    }
    good_ = false;
    return 0;
  }
  int integer() { return static_cast<int>(size()); }
  std::string_view text() {
    const std::size_t length = size();
    if (length == 0) return {};
    const std::size_t before = at_;
    skip(length - 1);
    return good_ ? dump_.substr(before, length - 1) : std::string_view();
  }
  std::string_view bytes(std::size_t count) {
    const std::size_t before = at_;
    skip(count);
    return good_ ? dump_.substr(before, count) : std::string_view();
  }

 private:
  std::string_view dump_;
  std::size_t at_ = 0;
  bool good_ = true;
};

struct Found {
  std::size_t at;        // the instruction
  std::size_t variable;  // the number of the outside variable
};

// Instructions that assign to an outside variable; the first one is enough.
std::optional<Found> find_in_code(std::string_view code) {
  for (std::size_t i = 0; i + 4 <= code.size(); i += 4) {
    std::uint32_t instruction = 0;
    std::memcpy(&instruction, code.data() + i, 4);
    if ((instruction & opcode_mask) == op_setupval) return Found{i / 4, (instruction >> 16) & 0xff};
  }
  return std::nullopt;
}

void skip_constants(Reader& in) {
  for (std::size_t n = in.size(); n > 0 && in.good(); --n) {
    switch (in.byte()) {
      case 0x00:  // nil
      case 0x01:  // false
      case 0x11:  // true
        break;
      case 0x03:  // integer
      case 0x13:  // float
        in.skip(8);
        break;
      case 0x04:  // short and long text
      case 0x14:
        in.text();
        break;
      default:
        in.skip(~std::size_t{0} >> 1);
    }
  }
}

// One function as it was read.
struct Function {
  int depth = 0;  // 0: the file's own level
  int first_line = 0;
  bool has_prologue = false;  // its first instruction only takes variable arguments
  std::string_view code;
  std::string_view steps;  // from line to line, one byte an instruction
  std::vector<std::pair<std::size_t, int>> absolute;
  std::vector<std::string_view> names;  // of outside variables

  // Calls `see` with the line of each instruction, as long as it answers true.
  template <class See>
  void each_line(See see) const {
    int line = first_line;
    for (std::size_t pc = 0; pc < steps.size(); ++pc) {
      // A byte that stands for −128 … 127.
      const int byte = static_cast<unsigned char>(steps[pc]);
      const int step = byte < 128 ? byte : byte - 256;
      if (step != absolute_line)
        line += step;
      else
        for (const auto& [at, exact] : absolute)
          if (at == pc) line = exact;
      if (!see(pc, line)) return;
    }
  }
};

// Reads one function and those inside it, which are seen first.
template <class See>
void read_function(Reader& in, int depth, See& see) {
  Function function;
  function.depth = depth;
  in.text();  // source
  function.first_line = in.integer();
  in.integer();  // last line
  in.byte();     // parameters
  function.has_prologue = in.byte() != 0;
  in.byte();  // stack size
  function.code = in.bytes(in.size() * 4);
  skip_constants(in);
  in.skip(in.size() * 3);  // outside variables
  for (std::size_t n = in.size(); n > 0 && in.good(); --n) read_function(in, depth + 1, see);
  function.steps = in.bytes(in.size());
  for (std::size_t n = in.size(); n > 0 && in.good(); --n) {
    const std::size_t pc = in.size();
    function.absolute.emplace_back(pc, in.integer());
  }
  for (std::size_t n = in.size(); n > 0 && in.good(); --n) {
    in.text();
    in.integer();
    in.integer();
  }
  for (std::size_t n = in.size(); n > 0 && in.good(); --n) function.names.push_back(in.text());
  if (in.good()) see(function);
}

// False: the dump is not of the kind this program was built for.
template <class See>
bool read_dump(std::string_view dump, See see) {
  if (!dump.starts_with(header)) return false;
  Reader in(dump);
  in.skip(header_size);
  in.byte();  // number of outside variables of the whole chunk
  read_function(in, 0, see);
  return in.good();
}

Error unknown_dump() {
  return fail(ErrorKind::internal,
              "this build of Lua writes compiled code in a way that cannot be checked; build with Lua 5.4");
}

}  // namespace

Result<std::optional<OutsideAssignment>> find_outside_assignment(std::string_view dump) {
  std::optional<OutsideAssignment> found;
  const bool good = read_dump(dump, [&](const Function& function) {
    const auto here = found ? std::nullopt : find_in_code(function.code);
    if (!here) return;
    const auto& names = function.names;
    found = OutsideAssignment{here->variable < names.size() ? std::string(names[here->variable]) : "?",
                              function.first_line};
    function.each_line([&](std::size_t pc, int line) {
      found->line = line;
      return pc < here->at;
    });
  });
  if (!good) return unknown_dump();
  return found;
}

Result<std::vector<int>> function_lines(std::string_view dump) {
  std::set<int> lines;
  const bool good = read_dump(dump, [&](const Function& function) {
    if (function.depth == 0) return;
    function.each_line([&](std::size_t pc, int line) {
      if (pc > 0 || !function.has_prologue) lines.insert(line);
      return true;
    });
  });
  if (!good) return unknown_dump();
  return std::vector<int>(lines.begin(), lines.end());
}

}  // namespace crosswalk::rules
