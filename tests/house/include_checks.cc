#include "include_checks.h"

#include <map>
#include <set>
#include <sstream>

#include "rooms.h"

namespace crosswalk::house {
namespace {

std::string joined(const std::vector<std::string_view>& names) {
  std::string text;
  for (const auto name : names) text.append(text.empty() ? "" : ", ").append(name);
  return text.empty() ? "nothing" : text;
}

// Ours are written in quotes, from core/ on; "" when the target is no path into a room.
std::string target_room(const Include& include) {
  const auto slash = include.target.find('/');
  return slash == std::string::npos ? std::string() : include.target.substr(0, slash);
}

// "rules/lua/host.h" lies in the part "lua", "rules/mapper.h" in "".
std::string part_of(std::string_view path) {
  const auto first = path.find('/');
  const auto last = path.rfind('/');
  return first == last ? std::string() : std::string(path.substr(first + 1, last - first - 1));
}

class Circles {
 public:
  explicit Circles(const Tree& tree) {
    for (const auto& file : tree) {
      if (!begins_with(file.path, "core/")) continue;
      for (const auto& include : includes_of(file))
        if (include.quoted) edges_[file.path].push_back("core/" + include.target);
    }
  }

  Findings find() {
    for (const auto& [path, targets] : edges_) visit(path);
    return std::move(findings_);
  }

 private:
  void visit(const std::string& path) {
    const auto open = std::find(trail_.begin(), trail_.end(), path);
    if (open != trail_.end()) {
      std::string circle;
      for (auto step = open; step != trail_.end(); ++step) circle += *step + " -> ";
      findings_.push_back(path + ":1: includes itself by way of " + circle + path +
                          "; move what both need into a file of its own");
      return;
    }
    if (!done_.insert(path).second) return;
    trail_.push_back(path);
    if (const auto found = edges_.find(path); found != edges_.end())
      for (const auto& target : found->second) visit(target);
    trail_.pop_back();
  }

  std::map<std::string, std::vector<std::string>> edges_;
  std::vector<std::string> trail_;
  std::set<std::string> done_;
  Findings findings_;
};

}  // namespace

Findings check_floors(const Tree& tree) {
  std::set<std::string> paths;
  for (const auto& file : tree) paths.insert(file.path);
  Findings findings;
  for (const auto& file : tree) {
    const std::string name = room_of(file.path);
    if (name.empty() || !is_cpp(file)) continue;
    const Room* room = room_named(name);
    if (room == nullptr) {
      findings.push_back(at(file, 1) + "core/" + name +
                         " is no room of the house; give it a row in tests/house/rooms.h and core/README.md");
      continue;
    }
    for (const auto& include : includes_of(file)) {
      if (!include.quoted) continue;
      const std::string other = target_room(include);
      if (paths.count("core/" + include.target) == 0) {
        findings.push_back(at(file, include.line) + "there is no core/" + include.target +
                           "; write the path from core/ on, and packages in <>");
      } else if (other != name && !holds(room->may_include, other)) {
        findings.push_back(
            at(file, include.line) + name + " must not include " + other +
            " (it may: " + joined(room->may_include) +
            "); pass what it needs as an argument, through a face in core/link, or move the code to the "
            "room that may");
      }
    }
  }
  return findings;
}

Findings check_parts(const Tree& tree) {
  Findings findings;
  for (const auto& file : tree) {
    const std::string room = room_of(file.path);
    const bool has_parts =
        std::any_of(parts().begin(), parts().end(), [&](const Part& part) { return part.room == room; });
    if (!has_parts || !is_cpp(file)) continue;
    const std::string name = part_of(file.path.substr(5));
    const Part* part = part_named(room, name);
    if (part == nullptr) {
      findings.push_back(at(file, 1) + "core/" + room + "/" + name +
                         " is no part of its room; give it a row in tests/house/rooms.h and core/README.md");
      continue;
    }
    for (const auto& include : includes_of(file)) {
      if (!include.quoted || target_room(include) != room) continue;
      const std::string other = part_of(include.target);
      if (other == name || holds(part->may_include, other)) continue;
      findings.push_back(at(file, include.line) + room + "/" + name + " must not include " + include.target +
                         " (it may: " + joined(part->may_include) +
                         "); move what both need into the part that both may include");
    }
  }
  return findings;
}

Findings check_circles(const Tree& tree) {
  return Circles(tree).find();
}

// Headers that bring a whole parser along; only one of them may include another.
bool is_heavy(std::string_view header) {
  return header == "base/json_tree.h" || header == "base/json_scan.h" || header == "walmart/json_walk.h";
}

// Whether the room is one of the package's owners.
bool owns(const std::string& room, std::string_view package) {
  const Room* row = room_named(room);
  return row != nullptr && holds(row->packages, package);
}

Findings check_packages(const Tree& tree) {
  Findings findings;
  for (const auto& file : tree) {
    const std::string name = room_of(file.path);
    if (name.empty()) continue;
    for (const auto& include : includes_of(file)) {
      if (is_heavy(include.target) && is_header(file) && !is_heavy(file.path.substr(5)))
        findings.push_back(at(file, include.line) + include.target +
                           " is heavy and for .cc files only; include base/json.h here");
      for (const auto& owner : rooms())
        for (const auto package : owner.packages)
          if (begins_with(include.target, package) && !owns(name, package))
            findings.push_back(at(file, include.line) + "<" + include.target + "> belongs to core/" +
                               std::string(owner.name) + "; use what that room offers, or add it there");
      if (begins_with(include.target, "doctest") || begins_with(include.target, "benchmark"))
        findings.push_back(at(file, include.line) + "<" + include.target + "> is for tests/ only");
    }
  }
  return findings;
}

Findings check_links(const Tree& tree) {
  Findings findings;
  std::set<std::string> linked;
  for (const auto& file : tree) {
    if (file.path != "core/CMakeLists.txt") continue;
    int number = 0;
    for (const auto& line : lines_of(file.text)) {
      ++number;
      constexpr std::string_view call = "crosswalk_library(";
      if (!begins_with(line, call)) continue;
      std::istringstream words(line.substr(call.size(), line.find(')') - call.size()));
      std::string name;
      words >> name;
      linked.insert(name);
      const Room* room = room_named(name);
      if (room == nullptr) {
        findings.push_back(at(file, number) + name + " has no row in tests/house/rooms.h; add one");
        continue;
      }
      std::set<std::string> links;
      for (std::string word; words >> word;)
        if (room_named(word) != nullptr) links.insert(word);
      for (const auto& link : links)
        if (!holds(room->may_include, link))
          findings.push_back(at(file, number) + name + " must not link " + link + "; remove it");
      for (const auto other : room->may_include)
        if (other != "link" && links.count(std::string(other)) == 0)
          findings.push_back(at(file, number) + name + " may include " + std::string(other) +
                             " but does not link it; add it, or take it out of tests/house/rooms.h");
    }
  }
  std::set<std::string> missing;
  for (const auto& file : tree) {
    const std::string name = room_of(file.path);
    if (!name.empty() && ends_with(file.path, ".cc") && linked.count(name) == 0 &&
        missing.insert(name).second)
      findings.push_back(at(file, 1) + "core/" + name + " is not built; add crosswalk_library(" + name +
                         " ...) to core/CMakeLists.txt");
  }
  return findings;
}

}  // namespace crosswalk::house
