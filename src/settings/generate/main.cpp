// Run by the build: parameters.tsv becomes the sources of src/settings that follow from it, and the page
// docs/parameters.md. Usage: handset_settings_generate TABLE FOLDER
#include <exception>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string>

#include "settings/generate/writers.h"

namespace {

void write_file(const std::string& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << text;
  file.close();
  if (!file) throw std::runtime_error("cannot write " + path);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: handset_settings_generate TABLE FOLDER\n";
    return 2;
  }
  try {
    namespace generate = handset::settings::generate;
    std::ifstream file(argv[1]);
    if (!file) throw std::runtime_error(std::string("cannot read ") + argv[1]);
    const generate::Table table = generate::read_table(file, argv[1]);
    const std::string folder = argv[2];
    write_file(folder + "/schema.cpp", generate::schema_source(table));
    write_file(folder + "/readers.h", generate::readers_header(table));
    write_file(folder + "/readers.cpp", generate::readers_source(table));
    write_file(folder + "/parameters.md", generate::reference_page(table));
  } catch (const std::exception& error) {
    std::cerr << error.what() << "\n";
    return 1;
  }
  return 0;
}
