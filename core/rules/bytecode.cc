#include "rules/bytecode.h"

#include <cstdint>
#include <cstring>
#include <vector>

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

// Reads one function and those inside it. Only `found` says what came of it.
void read_function(Reader& in, std::optional<OutsideAssignment>& found) {
  in.text();  // source
  const int first_line = in.integer();
  in.integer();  // last line
  in.skip(3);    // parameters, variable arguments, stack size
  const std::size_t instructions = in.size();
  const auto here = find_in_code(in.bytes(instructions * 4));
  skip_constants(in);
  in.skip(in.size() * 3);  // outside variables
  for (std::size_t n = in.size(); n > 0 && in.good(); --n) read_function(in, found);

  const std::string_view steps = in.bytes(in.size());
  std::vector<std::pair<std::size_t, int>> absolute;
  for (std::size_t n = in.size(); n > 0 && in.good(); --n) {
    const std::size_t pc = in.size();
    absolute.emplace_back(pc, in.integer());
  }
  for (std::size_t n = in.size(); n > 0 && in.good(); --n) {
    in.text();
    in.integer();
    in.integer();
  }
  std::vector<std::string_view> names;
  for (std::size_t n = in.size(); n > 0 && in.good(); --n) names.push_back(in.text());
  if (!here || found || !in.good()) return;

  int line = first_line;
  for (std::size_t pc = 0; pc <= here->at && pc < steps.size(); ++pc) {
    // A byte that stands for −128 … 127.
    const int byte = static_cast<unsigned char>(steps[pc]);
    const int step = byte < 128 ? byte : byte - 256;
    if (step != absolute_line) {
      line += step;
      continue;
    }
    for (const auto& [at, exact] : absolute)
      if (at == pc) line = exact;
  }
  found = OutsideAssignment{here->variable < names.size() ? std::string(names[here->variable]) : "?", line};
}

}  // namespace

Result<std::optional<OutsideAssignment>> find_outside_assignment(std::string_view dump) {
  Reader in(dump);
  std::optional<OutsideAssignment> found;
  if (dump.starts_with(header)) {
    in.skip(header_size);
    in.byte();  // number of outside variables of the whole chunk
    read_function(in, found);
    if (in.good()) return found;
  }
  return fail(ErrorKind::internal,
              "this build of Lua writes compiled code in a way that cannot be checked; build with Lua 5.4");
}

}  // namespace crosswalk::rules
