// SPDX-License-Identifier: Apache-2.0
#include "ingest/name_columns.hpp"

#include <doctest/doctest.h>

using namespace rackrate::ingest;

TEST_CASE("the columns a file has are listed, the first twelve") {
  CHECK(columns_found(Head("a,b\n1,2\n")) == "columns a, b");
  CHECK(columns_found(Head("{\"a\": 1}\n{\"b\": 2}\n")) == "keys a, b");
  CHECK(columns_found(Head("a,b,c,d,e,f,g,h,i,j,k,l,m,n\n")) ==
        "columns a, b, c, d, e, f, g, h, i, j, k, l, ...");
}

TEST_CASE("slips are named, the rest is asked for, what is there is left out") {
  CHECK(name_columns(Head("timestamp,input_tokens,ouput_tokens\n")) ==
        "did you mean 'ouput_tokens'? Then add --columns output=ouput_tokens");
  CHECK(name_columns(Head("timestmp,inputtokens,answer\n")) ==
        "did you mean 'timestmp' and 'inputtokens'? Then add --columns "
        "timestamp=timestmp,input=inputtokens,output=NAME");
  CHECK(name_columns(Head("colour,size\n")) ==
        "name the columns: --columns timestamp=NAME,input=NAME,output=NAME");
}

TEST_CASE("a column that is known as another is no slip") {
  CHECK(name_columns(Head("timestamp,input_tokens,total_tokens\n")) ==
        "name the columns: --columns output=NAME");
}
