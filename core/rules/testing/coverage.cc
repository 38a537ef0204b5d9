#include "rules/testing/coverage.h"

#include <algorithm>

#include "rules/lua/bytecode.h"
#include "rules/lua/chunk.h"
#include "rules/lua/machine.h"

namespace crosswalk::rules {
namespace {

// Lua gives some lines that only close something an instruction of their own, which need not ever run.
bool only_closes(std::string_view line) {
  line = line.substr(0, line.find("--"));
  std::string left;
  for (const char c : line)
    if (c != ' ' && c != '\t' && c != '\r' && c != ',' && c != ';' && c != ')' && c != '}') left += c;
  return left.empty() || left == "end" || left == "else";
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

// The functions themselves are counted by their lines.
bool is_row(const Place& place) {
  return place.kind != Place::Kind::function;
}

std::pair<int, Place::Kind> row_of(const Place& place) {
  return {place.origin.line, place.kind};
}

}  // namespace

std::string Share::text() const {
  return std::to_string(tenths() / 10) + "." + std::to_string(tenths() % 10) + " %";
}

std::string missed(const UsedLines& used) {
  std::string text;
  for (auto line = used.begin(); line != used.end();) {
    if (line->second) {
      ++line;
      continue;
    }
    const int first = line->first;
    int last = first;
    for (; line != used.end() && !line->second; ++line) last = line->first;
    text += (text.empty() ? "" : ", ") + std::to_string(first);
    if (last != first) text += "–" + std::to_string(last);
  }
  return text;
}

std::string missed(const UsedRows& used) {
  UsedLines lines;
  for (const auto& [row, is_used] : used) {
    const auto [line, fresh] = lines.emplace(row.first, is_used);
    if (!fresh) line->second = line->second && is_used;
  }
  return missed(lines);
}

Coverage::Coverage(Mapper& mapper) : mapper_(mapper), places_(mapper.places()), used_(places_.size(), false) {
  watch_.decided = [this](const Line*) { take(); };
}

Coverage::~Coverage() {
  mapper_.watch(nullptr);
}

Result<std::unique_ptr<Coverage>> Coverage::of(const Sources& sources, Mapper& mapper) {
  std::unique_ptr<Coverage> coverage(new Coverage(mapper));
  if (auto done = coverage->count_lines(sources); !done) return done.error();
  for (const Place& place : coverage->places_)
    if (is_row(place)) coverage->file(place.origin.file).rows.emplace(row_of(place), false);
  std::sort(coverage->files_.begin(), coverage->files_.end(),
            [](const auto& a, const auto& b) { return a.file < b.file; });
  mapper.watch(&coverage->watch_);
  return coverage;
}

Result<void> Coverage::count_lines(const Sources& sources) {
  auto machine = Machine::make_empty(sources, RuleBudget());
  if (!machine) return machine.error();
  for (const RuleFile& source : sources.files()) {
    if (!source.name.ends_with(".lua")) continue;
    const std::string shown = sources.shown(source.name);
    if (auto done = (*machine)->compile_text(source.text, shown, false); !done) return done;
    std::string dump;
    const bool dumped = dump_function((*machine)->state(), dump);
    (*machine)->drop();
    if (!dumped) return fail(ErrorKind::limit, "there is no memory to read the functions of the file", shown);
    const auto counted = function_lines(dump);
    if (!counted) return counted.error();
    const auto texts = lines_of(source.text);
    for (const int line : *counted)
      if (!only_closes(texts.at(static_cast<std::size_t>(line) - 1))) file(shown).lines.emplace(line, false);
  }
  return {};
}

FileCoverage& Coverage::file(const std::string& name) {
  for (auto& known : files_)
    if (known.file == name) return known;
  return files_.emplace_back(FileCoverage{name, {}, {}});
}

void Coverage::take() {
  for (const std::uint32_t place : watch_.places) used_[place] = true;
  watch_.places.clear();
}

const std::vector<FileCoverage>& Coverage::files() {
  take();
  for (std::size_t i = 0; i < places_.size(); ++i)
    if (used_[i] && is_row(places_[i])) file(places_[i].origin.file).rows[row_of(places_[i])] = true;
  // A table that two rows use is two places with one origin.
  for (std::size_t i = 0; i < places_.size(); ++i)
    used_[i] = used_[i] || !is_row(places_[i]) || file(places_[i].origin.file).rows[row_of(places_[i])];
  watch_.lines.each([this](std::string_view name, int line) {
    for (auto& known : files_)
      if (known.file == name)
        if (const auto found = known.lines.find(line); found != known.lines.end()) found->second = true;
  });
  return files_;
}

Share Coverage::total() {
  Share total;
  for (const auto& known : files())
    for (const Share& share : {share_of(known.lines), share_of(known.rows)}) {
      total.part += share.part;
      total.whole += share.whole;
    }
  return total;
}

std::vector<std::string> Coverage::gaps(const MapWatch& watch) {
  std::vector<std::string> found;
  const auto add = [&](std::string where) {
    if (std::find(found.begin(), found.end(), where) == found.end()) found.push_back(std::move(where));
  };
  for (const std::uint32_t place : watch.places)
    if (!used_[place]) add(places_[place].origin.text());
  watch.lines.each([&](std::string_view name, int line) {
    for (const auto& known : files_)
      if (known.file == name)
        if (const auto used = known.lines.find(line); used != known.lines.end() && !used->second)
          add(known.file + ":" + std::to_string(line));
  });
  return found;
}

}  // namespace crosswalk::rules
