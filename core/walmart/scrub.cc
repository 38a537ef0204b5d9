#include "walmart/scrub.h"

#include <algorithm>
#include <array>
#include <vector>

namespace crosswalk::walmart {
namespace {

// walmart.md §2.4, §2.5, §3.2. A label's image shows the buyer's address.
constexpr std::array personal = {
    std::string_view("customerEmailId"), std::string_view("email"),        std::string_view("emailId"),
    std::string_view("phone"),           std::string_view("phoneNumber"),  std::string_view("dayPhone"),
    std::string_view("mobilePhone"),     std::string_view("address1"),     std::string_view("address2"),
    std::string_view("address3"),        std::string_view("addressLine1"), std::string_view("addressLine2"),
    std::string_view("firstName"),       std::string_view("middleName"),   std::string_view("lastName"),
    std::string_view("completeName"),    std::string_view("pickUpBy"),     std::string_view("pickupPersons"),
    std::string_view("labelImageURL"),
};
// Whose `name` is a person's: goods, ship nodes and references have names as well.
constexpr std::array named = {std::string_view("postalAddress"), std::string_view("customerName"),
                              std::string_view("shippingAddress"), std::string_view("billingInfo")};
// The seller's own address.
constexpr std::string_view own = "returnCenterAddress";

bool holds(const auto& list, std::string_view key) {
  return std::find(list.begin(), list.end(), key) != list.end();
}

class Scrubbing {
 public:
  explicit Scrubbing(std::string_view body) : body_(body) { out_.reserve(body.size()); }

  std::string run() {
    while (at_ < body_.size()) {
      const char c = body_[at_];
      if (c == '"') {
        text();
      } else if (c == '{' || c == '[') {
        open();
      } else if (c == '}' || c == ']') {
        if (!open_.empty()) open_.pop_back();
        keep(1);
        key_ = {};
      } else if (is_bare(c)) {
        bare();
      } else {
        if (c == ',') key_ = {};
        keep(1);
      }
    }
    return std::move(out_);
  }

 private:
  // What is open: an object or list, under which key, and how what lies in it is treated.
  struct Level {
    std::string_view key;
    bool is_personal = false;
    bool is_own = false;
  };

  static bool is_bare(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
           c == '.' || c == '+';
  }

  void keep(std::size_t count) {
    out_.append(body_.substr(at_, count));
    at_ += count;
  }

  void open() {
    Level level{key_, is_personal(), !open_.empty() && open_.back().is_own};
    // A list's elements are what the list is.
    if (key_.empty() && !open_.empty()) level.key = open_.back().key;
    level.is_own = level.is_own || level.key == own;
    open_.push_back(level);
    key_ = {};
    keep(1);
  }

  // The value that comes next tells of a person.
  bool is_personal() const {
    if (!open_.empty() && open_.back().is_own) return false;
    if (!open_.empty() && open_.back().is_personal) return true;
    return holds(personal, key_) || (key_ == "name" && !open_.empty() && holds(named, open_.back().key));
  }

  // A key, if a colon follows, else a value.
  void text() {
    std::size_t end = at_ + 1;
    while (end < body_.size() && body_[end] != '"') end += body_[end] == '\\' ? 2 : 1;
    end = std::min(end + 1, body_.size());
    std::size_t next = end;
    while (next < body_.size() && static_cast<unsigned char>(body_[next]) <= ' ') ++next;
    if (next < body_.size() && body_[next] == ':') {
      key_ = body_.substr(at_ + 1, end - at_ - 2);
      keep(next + 1 - at_);
      return;
    }
    if (is_personal()) {
      out_ += "\"\"";
      at_ = end;
    } else {
      keep(end - at_);
    }
  }

  // A number, true, false or null; only a number can tell anything.
  void bare() {
    std::size_t end = at_;
    while (end < body_.size() && is_bare(body_[end])) ++end;
    const char first = body_[at_];
    const bool number = (first >= '0' && first <= '9') || first == '-';
    if (number && is_personal()) {
      out_ += "\"\"";
      at_ = end;
    } else {
      keep(end - at_);
    }
  }

  std::string_view body_;
  std::string out_;
  std::size_t at_ = 0;
  std::vector<Level> open_;
  std::string_view key_;  // of the value that comes next; empty in a list
};

}  // namespace

std::string scrubbed(std::string_view body) {
  return Scrubbing(body).run();
}

}  // namespace crosswalk::walmart
