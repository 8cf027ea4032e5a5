package io.millrace.ingestion.land;

/** Assets as they are stored. */
public interface AssetCodec {

  byte[] write(Asset asset);

  Asset read(byte[] stored);
}
