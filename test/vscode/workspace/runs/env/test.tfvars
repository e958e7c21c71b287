domain = "test.example.museum"
end    = "-all"
