// SPDX-License-Identifier: Apache-2.0
// Reads the images and their split.
#include "tools/digits/images.hpp"

#include <map>

#include "models/csv.hpp"
#include "models/word_csv.hpp"

namespace slk::digits {
namespace {

std::vector<Image> read_table(const std::string& path) {
  CsvColumns columns;
  for (std::size_t p = 0; p < kPixels; ++p) columns.required.push_back("p" + std::to_string(p));
  columns.required.emplace_back("label");
  CsvReader csv(path, path + ": the table of images", "--root is the repository", columns);
  std::vector<Image> images;
  while (csv.next()) {
    Image& image = images.emplace_back();
    for (std::size_t p = 0; p < kPixels; ++p) {
      image.grey[p] = static_cast<std::uint8_t>(csv.integer(p, 0, kGreyMax));
    }
    image.label = static_cast<std::uint8_t>(csv.integer(kPixels, 0, kClasses - 1));
  }
  return images;
}

// Images by their position in a part.
using Part = std::map<std::int64_t, Image>;

// A part's images in order; positions must count from 0 without a gap.
std::vector<Image> in_order(const Part& part, const std::string& name, const WordCsv& csv) {
  std::vector<Image> images;
  for (const auto& [position, image] : part) {
    if (position != static_cast<std::int64_t>(images.size())) {
      csv.fail("the table ends without order " + std::to_string(images.size()) + " of part '" +
               name + "'; allowed a row for each from 0");
    }
    images.push_back(image);
  }
  return images;
}

}  // namespace

Images read_images(const std::string& root) {
  const std::vector<Image> table = read_table(path_in(root, kImageFile));
  const auto rows = static_cast<std::int64_t>(table.size());
  const std::string count = "the table of images has " + std::to_string(rows) + " rows";
  WordCsv csv(path_in(root, kSplitFile), "row,part,order", "--root is the repository");
  Part train, test;
  std::int64_t row = 0;
  for (; csv.next(); ++row) {
    csv.integer(0, row, row);  // every image once, in the order of the table
    if (row >= rows) csv.fail("row is " + std::to_string(row) + "; " + count);
    const bool trains = csv.word(1) == "train";
    if (!trains && csv.word(1) != "test") {
      csv.fail("part is '" + std::string(csv.word(1)) + "'; allowed train, test");
    }
    const std::int64_t position = csv.integer(2, 0, rows - 1);
    const Image& image = table[static_cast<std::size_t>(row)];
    if (!(trains ? train : test).emplace(position, image).second) {
      csv.fail("order " + std::to_string(position) + " is given twice; allowed once in a part");
    }
  }
  if (row < rows) csv.fail("the table ends without row " + std::to_string(row) + "; " + count);
  return {in_order(train, "train", csv), in_order(test, "test", csv)};
}

}  // namespace slk::digits
