"""Understands what people write, and holds the answers.

corpus       entries/*.md, one file an answer, and *.txt, more phrasings; checked on loading
normalise    accents, emoji, abbreviations          data/abbreviations.yaml
sounds       spelling by ear, roots of words
lexicon      words to concepts, slips mended        data/concepts.yaml, stopwords.txt
entered      names, codes, dates, a plain yes       data/replies.txt, surnames.txt
paid         'ya pagué'
features     what of a message tells its meaning
classifier   which answer the words point to, learnt from the phrasings on loading: the mean of
             a regression and naive Bayes (bayes), as linear models
matcher      answer, 'did you mean' or 'don't know' data/fillers.txt
masking      personal data out of what is kept      data/names.txt, not_names.txt
grouping     unanswered messages put together
"""
