// docs/api/openapi.yaml and the table of routes say the same. The file is read by its layout: a path stands
// two blanks deep under "paths:", its methods four.
#include <fstream>
#include <gtest/gtest.h>
#include <set>
#include <string>
#include <utility>

#include "unit/web/rig.h"

namespace handset::web {
namespace {

using Operations = std::set<std::pair<std::string, std::string>>;  // method and path

Operations described() {
  std::ifstream file(HANDSET_TEST_DATA "/../../docs/api/openapi.yaml");
  EXPECT_TRUE(file.is_open());
  Operations out;
  std::string line;
  std::string path;
  bool in_paths = false;
  while (std::getline(file, line)) {
    if (!line.empty() && line[0] != ' ') in_paths = line == "paths:";
    if (!in_paths || !line.ends_with(':')) continue;
    const auto depth = line.find_first_not_of(' ');
    std::string name = line.substr(depth, line.size() - depth - 1);
    if (depth == 2) path = name;
    if (depth != 4) continue;
    for (char& c : name) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    out.emplace(name, path);
  }
  return out;
}

TEST(OpenApi, TheFileDescribesTheRoutesAndNothingElse) {
  Operations built;
  testing::Rig rig;
  for (const Route& route : rig.routes())
    if (route.path.starts_with("/api/") || route.path.starts_with("/CGI/") ||
        route.path.starts_with("/login/") || route.access == Access::Onlooker)
      built.emplace(route.method, route.path);
  EXPECT_EQ(described(), built);
}

}  // namespace
}  // namespace handset::web
