#include "file_checks.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <set>

namespace crosswalk::house {
namespace {

std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

std::string name_of(const SourceFile& file) {
  return file.path.substr(file.path.rfind('/') + 1);
}

bool is_lua(const SourceFile& file) {
  return ends_with(file.path, ".lua");
}

// Every part of the path between slashes, dots and underscores.
std::vector<std::string> words_of(const std::string& path) {
  std::vector<std::string> words(1);
  for (const char c : path) {
    if (c == '/' || c == '_' || c == '.' || c == '-')
      words.emplace_back();
    else
      words.back() += c;
  }
  return words;
}

}  // namespace

Findings check_sizes(const Tree& tree) {
  Findings findings;
  for (const auto& file : tree) {
    if (!is_cpp(file) && !is_lua(file)) continue;
    const auto lines = lines_of(file.text).size();
    if (lines > most_lines)
      findings.push_back(at(file, static_cast<int>(most_lines) + 1) + "the file has " +
                         std::to_string(lines) + " lines, more than " + std::to_string(most_lines) +
                         "; look for the second concept in it and give that a file of its own");
  }
  return findings;
}

Findings check_heads(const Tree& tree) {
  std::set<std::string> paths;
  for (const auto& file : tree) paths.insert(file.path);
  Findings findings;
  for (const auto& file : tree) {
    if (!is_cpp(file)) continue;
    const bool test = begins_with(file.path, "tests/");
    const bool commented = begins_with(file.text, "// ");
    if (is_header(file)) {
      if (!commented)
        findings.push_back(
            at(file, 1) +
            "the header does not begin with a comment; say what it is, its thread rule, its limits");
      const auto lines = lines_of(file.text);
      if (std::count(lines.begin(), lines.end(), "#pragma once") != 1)
        findings.push_back(at(file, 1) + "the header needs one #pragma once, after its comment");
    } else if (!test && !commented && paths.count(file.path.substr(0, file.path.size() - 3) + ".h") == 0) {
      findings.push_back(
          at(file, 1) +
          "the file has no header of its own name, so it must begin with a comment that says what it is");
    }
  }
  return findings;
}

Findings check_names(const Tree& tree) {
  static const std::set<std::string> empty_words = {"util",   "utils",   "common", "manager",
                                                    "helper", "helpers", "misc"};
  Findings findings;
  for (const auto& file : tree) {
    for (const auto& word : words_of(lower(file.path)))
      if (empty_words.count(word) > 0)
        findings.push_back(at(file, 1) + "the name \"" + word +
                           "\" says nothing; name the file after the one thing it is");
    if (!begins_with(file.path, "core/")) continue;
    const std::string name = name_of(file);
    const bool readable = std::all_of(name.begin(), name.end(), [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
    });
    const bool known = name == "CMakeLists.txt" || name == "README.md";
    if (!known && (!readable || !is_cpp(file)))
      findings.push_back(at(file, 1) + "core/ holds snake_case .h and .cc files only; rename or move it");
  }
  return findings;
}

Findings check_finished(const Tree& tree) {
  // In two halves, so that this list does not find itself.
  struct Halves {
    const char* first;
    const char* second;
  };
  static constexpr std::array<Halves, 5> words = {
      {{"to", "do"}, {"fix", "me"}, {"place", "holder"}, {"for ", "now"}, {"not ", "implemented"}}};
  Findings findings;
  for (const auto& file : tree) {
    if (!is_cpp(file) && !is_lua(file) && !ends_with(file.path, ".md")) continue;
    int number = 0;
    for (const auto& line : lines_of(lower(file.text))) {
      ++number;
      for (const auto& halves : words) {
        const std::string word = std::string(halves.first) + halves.second;
        if (line.find(word) != std::string::npos)
          findings.push_back(at(file, number) + "\"" + word +
                             "\" reads like something unfinished; finish it, or say what holds");
      }
    }
  }
  return findings;
}

Findings check_clock(const Tree& tree) {
  static const std::array<std::string, 5> calls = {"system_clock::now", "sleep_for", "sleep_until", "usleep(",
                                                   "nanosleep("};
  Findings findings;
  for (const auto& file : tree) {
    if (room_of(file.path).empty() || file.path == "core/base/clock.cc") continue;
    int number = 0;
    for (const auto& line : lines_of(file.text)) {
      ++number;
      for (const auto& call : calls)
        if (line.find(call) != std::string::npos)
          findings.push_back(at(file, number) + call +
                             " goes past the Clock; take a Clock& and ask it, so that tests can turn it");
    }
  }
  return findings;
}

Findings check_top_level(const std::vector<std::string>& entries) {
  static const std::set<std::string> allowed = {"CMakeLists.txt", "core",    "scripts",  "rules",
                                                "tests",          "samples", "README.md"};
  Findings findings;
  for (const auto& entry : entries) {
    // Dot files, and what .gitignore keeps out of the repository.
    if (begins_with(entry, ".") || begins_with(entry, "build") || entry == "compile_commands.json") continue;
    if (allowed.count(entry) == 0)
      findings.push_back(entry +
                         ":1: the top level is fixed; move it into core, scripts, rules, tests or samples");
  }
  return findings;
}

}  // namespace crosswalk::house
