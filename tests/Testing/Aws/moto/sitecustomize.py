# Python runs this at its start, before moto. moto 5.2.1 writes the id of a key into what the key encrypts and leaves
# room for 36 characters; the id of a multi-Region key has 40 there, so nothing that one encrypted could be decrypted.
from moto.kms import utils

if utils.KEY_ID_LEN == 36:
    utils.KEY_ID_LEN = 40
    utils.HEADER_LEN = utils.KEY_ID_LEN + utils.IV_LEN + utils.TAG_LEN
    utils.CIPHERTEXT_HEADER_FORMAT = f">{utils.KEY_ID_LEN}s{utils.IV_LEN}s{utils.TAG_LEN}s"
    read = utils._deserialize_ciphertext_blob

    def read_padded(ciphertext_blob):
        ciphertext = read(ciphertext_blob)
        return ciphertext._replace(key_id=ciphertext.key_id.rstrip("\0"))

    utils._deserialize_ciphertext_blob = read_padded
