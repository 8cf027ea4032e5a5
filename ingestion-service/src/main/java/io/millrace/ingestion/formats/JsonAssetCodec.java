package io.millrace.ingestion.formats;

import io.millrace.ingestion.land.Asset;
import io.millrace.ingestion.land.AssetCodec;
import io.millrace.starter.messaging.MillraceJson;

/** An asset as a JSON object. */
public final class JsonAssetCodec implements AssetCodec {

  @Override
  public byte[] write(Asset asset) {
    return MillraceJson.mapper().writeValueAsBytes(asset);
  }

  @Override
  public Asset read(byte[] stored) {
    return MillraceJson.mapper().readValue(stored, Asset.class);
  }
}
