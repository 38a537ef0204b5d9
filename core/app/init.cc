// `init`: a new workspace that a newcomer can edit: crosswalk.yaml, a copy of the example rules, and what an
// editor needs to know of the rule API.
#include <filesystem>
#include <fstream>

#include "app/commands.h"
#include "app/opening.h"
#include "base/clock.h"
#include "base/json_tree.h"
#include "config/workspace_template.h"

namespace crosswalk::app {
namespace {

namespace fs = std::filesystem;

constexpr const char* editor_file = ".luarc.json";

Result<void> write_file(const fs::path& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary);
  file << text;
  file.close();
  if (!file) return fail(ErrorKind::io, "the file cannot be written", path.string());
  return {};
}

// For editors that know Lua (LuaLS): the annotated stubs of the rule API, and none of the libraries that
// rules do not have.
std::string editor_settings() {
  Json none = Json::object();
  for (const char* library : {"coroutine", "debug", "io", "os", "package", "utf8"}) none[library] = "disable";
  const Json settings = {
      {"$schema", "https://raw.githubusercontent.com/LuaLS/vscode-lua/master/setting/schema.json"},
      {"runtime",
       {{"version", "Lua 5.4"},
        {"path", {"rules/?.lua", (home() / "scripts" / "?.lua").string()}},
        {"builtin", none}}},
      {"workspace", {{"library", {(home() / "scripts" / "library").string()}}, {"checkThirdParty", false}}}};
  return settings.dump(2) + "\n";
}

Result<void> make_workspace(const fs::path& directory, const std::string& pair, const Clock& clock) {
  std::error_code error;
  if (fs::exists(directory / config::workspace_file))
    return fail(ErrorKind::config, "there is a workspace already; nothing was changed",
                (directory / config::workspace_file).string());
  if (fs::exists(directory / "rules"))
    return fail(ErrorKind::config, "there is something already; nothing was changed",
                (directory / "rules").string());
  fs::create_directories(directory / "secrets", error);
  if (!error) fs::permissions(directory / "secrets", fs::perms::owner_all, error);
  if (!error) fs::copy(home() / "rules", directory / "rules", fs::copy_options::recursive, error);
  if (error)
    return fail(ErrorKind::io, "the workspace cannot be made: " + error.message(), directory.string());
  config::TemplateAnswers answers;
  answers.pair = pair;
  const Date today = TimeZone::utc().date_of(clock.now());
  // The books of a new workspace begin with the current month.
  answers.books_start = today.plus_days(1 - static_cast<int>(today.day()));
  if (auto written = write_file(directory / config::workspace_file, config::workspace_template(answers));
      !written)
    return written;
  if (fs::exists(directory / editor_file)) return {};
  return write_file(directory / editor_file, editor_settings());
}

}  // namespace

int init(Session& session, const InitOptions& options) {
  const fs::path directory = session.workspace;
  if (auto made = make_workspace(directory, options.pair, session.clock); !made)
    return failed(session, made.error());
  if (session.json) {
    print(session, {{"workspace", directory.string()}});
    return exit_ok;
  }
  session.out << "made " << (directory / config::workspace_file).string() << " and "
              << (directory / "rules").string()
              << "/\nnext:\n  1. put the client ids into crosswalk.yaml and the client secrets into secrets/ "
                 "(the file says how)\n"
              << "  2. crosswalk check    finds what is wrong before anything is posted\n"
              << "  3. crosswalk test     runs the rules' own tests\n"
              << "  4. crosswalk once     reads, maps and posts what there is now\n";
  return exit_ok;
}

}  // namespace crosswalk::app
