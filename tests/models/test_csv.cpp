// SPDX-License-Identifier: Apache-2.0
// Tables of integers.
#include <catch2/catch.hpp>

#include "models/csv.hpp"
#include "tests/models/files.hpp"

using namespace slk;

namespace {

using Rows = std::vector<std::vector<std::int64_t>>;

const CsvColumns kEdges{{"from_index", "to_index"}, {"weight", "delay"}};

Rows read(const test::Folder& folder, const std::string& text, const CsvColumns& columns,
          std::int64_t min = -1000, std::int64_t max = 1000) {
  const std::string path = folder.write("t.csv", text);
  CsvReader csv(path, path + ":", "give a table", columns);
  std::size_t width = columns.required.size();
  for (const std::string& name : columns.optional) width += csv.has(name);
  Rows rows;
  while (csv.next()) {
    rows.emplace_back();
    for (std::size_t i = 0; i < width; ++i) rows.back().push_back(csv.integer(i, min, max));
  }
  return rows;
}

std::string refusal(const std::string& text, const CsvColumns& columns = kEdges) {
  const test::Folder folder;
  return folder.refusal([&] { read(folder, text, columns); });
}

}  // namespace

TEST_CASE("a table gives its rows") {
  const test::Folder folder;
  const CsvColumns columns{{"step", "index"}, {}};
  const Rows rows{{1, 2}, {3, -4}};
  CHECK(read(folder, "step,index\n1,2\n3,-4\n", columns) == rows);
  CHECK(read(folder, "step,index\r\n1,2\r\n3,-4\r\n", columns) == rows);
  CHECK(read(folder, "step,index\n1,2\n3,-4", columns) == rows);
  CHECK(read(folder, "\xEF\xBB\xBFstep,index\n1,2\n3,-4\n", columns) == rows);
  CHECK(read(folder, "step,index\n", columns).empty());
  CHECK(read(folder, "step,index", columns).empty());
}

TEST_CASE("optional columns may be there, in their order") {
  const test::Folder folder;
  CHECK(read(folder, "from_index,to_index\n1,2\n", kEdges) == Rows{{1, 2}});
  CHECK(read(folder, "from_index,to_index,weight\n1,2,3\n", kEdges) == Rows{{1, 2, 3}});
  CHECK(read(folder, "from_index,to_index,delay\n1,2,4\n", kEdges) == Rows{{1, 2, 4}});
  CHECK(read(folder, "from_index,to_index,weight,delay\n1,2,3,4\n", kEdges) == Rows{{1, 2, 3, 4}});
}

TEST_CASE("a wrong header is refused with the right one") {
  const std::string right = "; allowed 'from_index,to_index[,weight][,delay]'";
  for (const char* header :
       {"from_index", "to_index,from_index", "from_index,to_index,delay,weight", "1,2",
        "from_index,to_index,", "from_index,to_index,weight,weight", "From_index,to_index",
        "from_index, to_index", "from_index,to_index,weights", ""}) {
    CHECK(refusal(std::string(header) + "\n1,2\n") ==
          "t.csv:1: header is '" + std::string(header) + "'" + right);
  }
  CHECK(refusal("") == "t.csv:1: empty file without a header" + right);
}

TEST_CASE("a wrong row is refused with its line") {
  const std::string header = "from_index,to_index\n";
  CHECK(refusal(header + "1,2\n1\n") == "t.csv:3: 1 column; allowed 2: from_index,to_index");
  CHECK(refusal(header + "1,2,3\n") == "t.csv:2: 3 columns; allowed 2: from_index,to_index");
  CHECK(refusal(header + "1,2\n\n3,4\n") == "t.csv:3: empty line; allowed rows of integers");
  const std::string allowed = "'; allowed an integer without spaces";
  for (const char* cell : {"x", "", " 1", "1 ", "1.0", "+1", "0x1", "\"1\"", "1e3", "-"}) {
    CHECK(refusal(header + "7," + cell + "\n") ==
          "t.csv:2: to_index is '" + std::string(cell) + allowed);
  }
  CHECK(refusal(header + "1001,2\n") == "t.csv:2: from_index is 1001; allowed -1000..1000");
  CHECK(refusal(header + "-99999999999999999999999,2\n") ==
        "t.csv:2: from_index is -99999999999999999999999; allowed -1000..1000");
}

TEST_CASE("a table that cannot be read is refused") {
  const test::Folder folder;
  const auto open = [&](const std::string& path) {
    return folder.refusal([&] { CsvReader(path, "n.yaml:7: 'x.csv'", "look again", kEdges); });
  };
  CHECK(open(folder.path("none.csv")) == "n.yaml:7: 'x.csv' does not exist; look again");
  CHECK(open(folder.path("")) == "n.yaml:7: 'x.csv' is a directory; look again");
}

TEST_CASE("a million rows are read at once") {
  const test::Folder folder;
  std::string text = "step,index\n";
  for (int i = 0; i < 1000000; ++i) text += std::to_string(i) + ",12345\n";
  const std::string path = folder.write("t.csv", text);
  CsvReader csv(path, path, "", {{"step", "index"}, {}});
  std::int64_t sum = 0;
  while (csv.next()) sum += csv.integer(0, 0, 1000000);
  CHECK(sum == 499999500000);
  CHECK(csv.line() == 1000001);
}
