domain = "example.museum"
end    = "+all"
